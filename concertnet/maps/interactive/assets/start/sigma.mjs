// The page of a large network.

import { openBoard } from "../map/board_sigma.mjs";
import { start } from "../page.mjs";

start(openBoard);

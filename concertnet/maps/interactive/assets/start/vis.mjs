// The page of a usual network.

import { openBoard } from "../map/board_vis.mjs";
import { start } from "../page.mjs";

start(openBoard);

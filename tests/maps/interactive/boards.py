"""The two boards of the page: one draws usual networks, the other large ones."""

from concertnet.maps.interactive.limits import Limits
from concertnet.maps.interactive.page import make_page

BOARDS = ("vis", "sigma")

# How many pixels of the map have a colour, within a little; its layers are laid on each other.
COUNT_PIXELS = """([r, g, b]) => {
  const layers = [...document.querySelectorAll("#map canvas")];
  const { width, height } = layers[0];
  const whole = Object.assign(document.createElement("canvas"), { width, height });
  const context = whole.getContext("2d");
  for (const layer of layers) context.drawImage(layer, 0, 0);
  const { data } = context.getImageData(0, 0, whole.width, whole.height);
  let n = 0;
  for (let i = 0; i < data.length; i += 4)
    if (data[i + 3] > 200 && Math.abs(data[i] - r) + Math.abs(data[i + 1] - g) +
        Math.abs(data[i + 2] - b) < 24) n += 1;
  return n;
}"""

# Where a colour is drawn, in pixels of the page from the corner of the map.
PLACES_OF = """([r, g, b]) => {
  const found = [];
  const [{ width: wide }] = document.querySelector("#map").getClientRects();
  for (const layer of document.querySelectorAll("#map canvas")) {
    const made = document.createElement("canvas");
    [made.width, made.height] = [layer.width, layer.height];
    const context = made.getContext("2d");
    context.drawImage(layer, 0, 0);
    const { data } = context.getImageData(0, 0, made.width, made.height);
    for (let i = 0; i < data.length; i += 4) {
      if (data[i] !== r || data[i + 1] !== g || data[i + 2] !== b || data[i + 3] < 255) continue;
      const [x, y] = [(i / 4) % made.width, Math.floor(i / 4 / made.width)];
      found.push([x, y].map((at) => (at * wide) / made.width));
    }
  }
  return found;
}"""


def drawn_by(board, net, path, **options):
    """Write the page of a network of any size, drawn by a board."""
    most = {"vis": 5000, "sigma": 0}[board]
    return make_page(net, limits=Limits(vis=most), **options).save(path)

// What the graphics card is told: how it draws a mark by its corners, and a line that pales from afar.

const ROUND = 20; // corners of a circle
const LEAST = 1.3; // pixels: radius of a mark seen from afar
const FAINTEST = 0.05; // opacity of a line seen from afar: one that would be thinner than a pixel pales

// A colour as the card blends it: what shines through is already taken off.
const inks = new Map();
export function blended(colour, opacity = 1) {
  const key = colour + opacity;
  if (!inks.has(key)) {
    const parts = [1, 3, 5].map((at) => Math.round(parseInt(colour.slice(at, at + 2), 16) * opacity));
    inks.set(key, `rgba(${parts.join(",")},${opacity})`);
  }
  return inks.get(key);
}

function circle() {
  const angles = Array.from({ length: ROUND }, (_, n) => (2 * Math.PI * n) / ROUND);
  return angles.map((angle) => [Math.cos(angle), Math.sin(angle)]);
}

// Triangles of a shape around its middle: corner, direction in which its outline grows, layer.
// The outline is the shape drawn once larger, under the shape drawn once smaller.
function trianglesOf(given) {
  const corners = given ?? circle();
  const around = (n) => corners[(n + corners.length) % corners.length];
  const normal = ([x, y], [nextX, nextY]) => {
    const length = Math.hypot(nextX - x, nextY - y);
    return [(nextY - y) / length, (x - nextX) / length];
  };
  const [[ax, ay], [bx, by]] = corners;
  const outwards = Math.sign(ax * by - ay * bx);
  const grown = corners.map((corner, n) => {
    const [a, b] = [normal(around(n - 1), corner), normal(corner, around(n + 1))];
    const [x, y] = [a[0] + b[0], a[1] + b[1]];
    const length = (1 + a[0] * b[0] + a[1] * b[1]) * outwards; // where the two moved sides meet
    return [x / length, y / length];
  });
  const triangles = [];
  for (const layer of [1, -1])
    corners.forEach((_, n) => {
      triangles.push([0, 0, 0, 0, layer]);
      for (const at of [n, (n + 1) % corners.length]) triangles.push([...corners[at], ...grown[at], layer]);
    });
  return triangles;
}

const MARK_SHAPE = `
attribute vec2 a_position;
attribute float a_radius;
attribute float a_ring;
attribute vec4 a_fill;
attribute vec4 a_outline;
attribute vec2 a_corner;
attribute vec2 a_grown;
attribute float a_layer;
uniform mat3 u_matrix;
uniform float u_sizeRatio;
uniform float u_correctionRatio;
varying vec4 v_colour;
void main() {
  float radius = a_radius > 0.0 ? max(a_radius / u_sizeRatio, ${LEAST}) : 0.0;
  float ring = min(a_ring / u_sizeRatio, radius) * a_layer / 2.0;
  vec2 offset = (a_corner * radius + a_grown * ring) * u_correctionRatio * 2.0;
  gl_Position = vec4((u_matrix * vec3(a_position + vec2(offset.x, -offset.y), 1)).xy, 0, 1);
  v_colour = a_layer > 0.0 ? a_outline : a_fill;
  v_colour.a *= 255.0 / 254.0;
}`;

const MARK_COLOUR = `
precision mediump float;
varying vec4 v_colour;
void main() {
  gl_FragColor = v_colour;
}`;

// corners: none for a circle
export function markProgram(corners) {
  const { Sigma, WebGLRenderingContext } = globalThis;
  const { FLOAT, UNSIGNED_BYTE, TRIANGLES } = WebGLRenderingContext;
  const numbers = (name, size = 1) => ({ name, size, type: FLOAT });
  const colour = (name) => ({ name, size: 4, type: UNSIGNED_BYTE, normalized: true });
  const triangles = trianglesOf(corners);
  return class extends Sigma.rendering.NodeProgram {
    getDefinition() {
      return {
        VERTICES: triangles.length,
        VERTEX_SHADER_SOURCE: MARK_SHAPE,
        FRAGMENT_SHADER_SOURCE: MARK_COLOUR,
        METHOD: TRIANGLES,
        UNIFORMS: ["u_matrix", "u_sizeRatio", "u_correctionRatio"],
        ATTRIBUTES: [
          numbers("a_position", 2),
          numbers("a_radius"),
          numbers("a_ring"),
          colour("a_fill"),
          colour("a_outline"),
        ],
        CONSTANT_ATTRIBUTES: [numbers("a_corner", 2), numbers("a_grown", 2), numbers("a_layer")],
        CONSTANT_DATA: triangles,
      };
    }

    processVisibleItem(_, start, { x, y, size, ring, color, outline }) {
      const { floatColor } = Sigma.utils;
      this.array.set([x, y, size, ring, floatColor(color), floatColor(outline)], start);
    }

    setUniforms({ matrix, sizeRatio, correctionRatio }, { gl, uniformLocations }) {
      gl.uniformMatrix3fv(uniformLocations.u_matrix, false, matrix);
      gl.uniform1f(uniformLocations.u_sizeRatio, sizeRatio);
      gl.uniform1f(uniformLocations.u_correctionRatio, correctionRatio);
    }
  };
}

const LINE_SHAPE = `
attribute vec2 a_positionStart;
attribute vec2 a_positionEnd;
attribute vec2 a_normal;
attribute vec4 a_color;
attribute float a_positionCoef;
attribute float a_normalCoef;
uniform mat3 u_matrix;
uniform float u_sizeRatio;
uniform float u_correctionRatio;
varying vec4 v_colour;
varying float v_across;
varying float v_half;
void main() {
  float length = max(length(a_normal), 1e-6);
  float pixels = length / u_sizeRatio;
  float drawn = max(pixels, 1.0);
  vec2 aside = a_normal / length * a_normalCoef * (drawn + 1.0) * u_correctionRatio;
  vec2 place = mix(a_positionStart, a_positionEnd, a_positionCoef) + aside;
  gl_Position = vec4((u_matrix * vec3(place, 1)).xy, 0, 1);
  v_across = a_normalCoef * (drawn + 1.0) / 2.0;
  v_half = drawn / 2.0;
  v_colour = vec4(a_color.rgb, a_color.a * 255.0 / 254.0) * clamp(pixels, ${FAINTEST}, 1.0);
}`;

const LINE_COLOUR = `
precision mediump float;
varying vec4 v_colour;
varying float v_across;
varying float v_half;
void main() {
  gl_FragColor = v_colour * clamp(v_half + 0.5 - abs(v_across), 0.0, 1.0);
}`;

// Sigma's own lines, which pale instead of piling up when they are seen from afar.
export function lineProgram() {
  return class extends globalThis.Sigma.rendering.EdgeRectangleProgram {
    getDefinition() {
      const shaders = { VERTEX_SHADER_SOURCE: LINE_SHAPE, FRAGMENT_SHADER_SOURCE: LINE_COLOUR };
      return { ...super.getDefinition(), ...shaders };
    }
  };
}

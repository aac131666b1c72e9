// Drawing with more pixels than the screen has: both libraries ask the window how many it has.

export function withPixels(fineness, use) {
  const own = Object.getOwnPropertyDescriptor(window, "devicePixelRatio");
  const value = Math.max(fineness, window.devicePixelRatio);
  Object.defineProperty(window, "devicePixelRatio", { configurable: true, value });
  try {
    return use();
  } finally {
    Object.defineProperty(window, "devicePixelRatio", own);
  }
}

// Node's `timers`.
import promises from "node:timers/promises";

export const { setTimeout, clearTimeout, setInterval, clearInterval, setImmediate, clearImmediate } = host.timerFunctions;
export { promises };

// Node's `readline`.
import { Interface } from "internal:readline";
import { clearLine, clearScreenDown, cursorTo, emitKeypressEvents, moveCursor } from "internal:readline_keys";

export function createInterface(input: any, output?: any, completer?: any, terminal?: any): any {
  return new (Interface as any)(input, output, completer, terminal);
}
// The other module stands on this one.
const lazy_promises = () => host.load("node:readline/promises").default;
export {
  Interface,
  clearLine,
  clearScreenDown,
  cursorTo,
  emitKeypressEvents,
  lazy_promises as promises,
  moveCursor,
};

// Node's `tty`: what a program has of the terminal that it was started in.
import { coded, invalidArgType } from "internal:errors";
import { clearLine, clearScreenDown, cursorTo, moveCursor } from "internal:readline_keys";

const natives = host.native("stdio");

export function isatty(fd: any): boolean {
  return Number.isInteger(fd) && fd >= 0 && natives.isTerminal(fd);
}

/** A stream that is made anew over one of the three a process begins with. */
function standard(fd: any): any {
  if (!Number.isInteger(fd) || fd < 0)
    throw coded(RangeError, "ERR_INVALID_FD", `"fd" must be a positive integer: ${fd}`);
  if (!isatty(fd)) {
    const error: any = coded(
      Error,
      "ERR_TTY_INIT_FAILED",
      "TTY initialization failed: uv_tty_init returned EINVAL (invalid argument)",
    );
    throw error;
  }
  const { stdin, stdout, stderr } = host.load("node:process").default;
  return [stdin, stdout, stderr][fd];
}

export function ReadStream(this: any, fd: any): any {
  return standard(fd);
}

export function WriteStream(this: any, fd: any): any {
  return standard(fd);
}
const proto: any = WriteStream.prototype;

/** How many colors the terminal says it has, as bits. */
proto.getColorDepth = function getColorDepth(
  this: any,
  env: any = host.load("node:process").default.env,
): number {
  if (env.FORCE_COLOR !== undefined)
    return ({ "": 4, "1": 4, true: 4, "2": 8, "3": 24 } as any)[env.FORCE_COLOR] ?? 1;
  if (env.NODE_DISABLE_COLORS || env.NO_COLOR || env.TERM === "dumb") return 1;
  if (env.COLORTERM === "truecolor" || env.COLORTERM === "24bit") return 24;
  if (/256(color)?$/i.test(env.TERM ?? "")) return 8;
  return env.TERM || env.COLORTERM ? 4 : 1;
};
proto.hasColors = function hasColors(this: any, count: any = 16, env?: any): boolean {
  if (typeof count === "object" && env === undefined) {
    env = count;
    count = 16;
  } else if (typeof count !== "number") throw invalidArgType("count", "number", count);
  return count <= 2 ** this.getColorDepth(env);
};
proto.getWindowSize = function getWindowSize(this: any): [number, number] {
  return [this.columns, this.rows];
};
proto.cursorTo = function (this: any, x: any, y?: any, callback?: any) {
  return cursorTo(this, x, y, callback);
};
proto.moveCursor = function (this: any, dx: any, dy: any, callback?: any) {
  return moveCursor(this, dx, dy, callback);
};
proto.clearLine = function (this: any, direction: any, callback?: any) {
  return clearLine(this, direction, callback);
};
proto.clearScreenDown = function (this: any, callback?: any) {
  return clearScreenDown(this, callback);
};

// How much a stream holds before it asks its source to wait.
import { invalidArgValue } from "internal:errors";
import { validateInteger } from "internal:validate";

let bytes = 16 * 1024,
  objects = 16;

export const getDefaultHighWaterMark = function getDefaultHighWaterMark(objectMode?: boolean): number {
  return objectMode ? objects : bytes;
};

export const setDefaultHighWaterMark = function setDefaultHighWaterMark(
  objectMode: boolean,
  value: number,
): void {
  validateInteger(value, "value", 0);
  if (objectMode) objects = value;
  else bytes = value;
};

/** `name`: the option for this side of a duplex stream. */
export function markOf(state: any, options: any, name: string, isDuplex: boolean): number {
  const isCommon = options?.highWaterMark != null;
  const mark = isCommon ? options.highWaterMark : isDuplex ? options?.[name] : null;
  if (mark == null) return getDefaultHighWaterMark(state.objectMode);
  if (!Number.isInteger(mark) || mark < 0)
    throw invalidArgValue(isDuplex ? `options.${name}` : "options.highWaterMark", mark);
  return Math.floor(mark);
}

// The errors of streams.
import { coded, received } from "internal:errors";

export const pushAfterEnd = () => coded(Error, "ERR_STREAM_PUSH_AFTER_EOF", "stream.push() after EOF");
export const unshiftAfterEnd = () =>
  coded(Error, "ERR_STREAM_UNSHIFT_AFTER_END_EVENT", "stream.unshift() after end event");
export const writeAfterEnd = () => coded(Error, "ERR_STREAM_WRITE_AFTER_END", "write after end");
export const alreadyFinished = (name: string) =>
  coded(Error, "ERR_STREAM_ALREADY_FINISHED", `Cannot call ${name} after a stream was finished`);
export const destroyedError = (name: string) =>
  coded(Error, "ERR_STREAM_DESTROYED", `Cannot call ${name} after a stream was destroyed`);
export const nullValues = () =>
  coded(TypeError, "ERR_STREAM_NULL_VALUES", "May not write null values to stream");
export const cannotPipe = () => coded(Error, "ERR_STREAM_CANNOT_PIPE", "Cannot pipe, not readable");
export const prematureClose = () => coded(Error, "ERR_STREAM_PREMATURE_CLOSE", "Premature close");
export const calledTwice = () => coded(Error, "ERR_MULTIPLE_CALLBACK", "Callback called multiple times");
export const notImplemented = (name: string) =>
  coded(Error, "ERR_METHOD_NOT_IMPLEMENTED", `The ${name} method is not implemented`);
export const unknownEncoding = (encoding: unknown) =>
  coded(TypeError, "ERR_UNKNOWN_ENCODING", `Unknown encoding: ${encoding}`);

export function missingArgs(...names: string[]): Error {
  const quoted = names.map((it) => `"${it}"`);
  const last = quoted.pop();
  const text =
    quoted.length === 0
      ? `The ${last} argument must`
      : `The ${quoted.join(", ")}${quoted.length > 1 ? "," : ""} and ${last} arguments must`;
  return coded(TypeError, "ERR_MISSING_ARGS", `${text} be specified`);
}

export function invalidReturn(expected: string, name: string, value: any): Error {
  return coded(
    TypeError,
    "ERR_INVALID_RETURN_VALUE",
    `Expected ${expected} to be returned from the "${name}" function but got${received(value).slice(9)}.`,
  );
}

/** Two failures of one stream as one; the later one leads. */
export function both(first: any, second: any): any {
  if (!first || !second || first === second) return first || second;
  if (Array.isArray(second.errors)) {
    second.errors.push(first);
    return second;
  }
  const all: any = new AggregateError([second, first], second.message);
  all.code = second.code;
  return all;
}

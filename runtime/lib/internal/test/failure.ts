// What goes wrong in a test: Node's `ERR_TEST_FAILURE`.
import { coded, invalidArgType, outOfRange } from "internal:errors";

/** An error of a test; `cause` is what the program threw, or says why. */
export function failed(failureType: string, cause: any): any {
  const said = cause?.message ?? cause;
  const error: any = coded(
    Error,
    "ERR_TEST_FAILURE",
    typeof said === "string" ? said : host.inspect.inspect(said),
  );
  error.failureType = failureType;
  error.cause = cause;
  return error;
}

export const isTestFailure = (error: any) => error?.code === "ERR_TEST_FAILURE";

const BY_PROGRAM = ["testCodeFailure", "hookFailed", "uncaughtException", "unhandledRejection"];

/** What the program itself threw, where a failure is about that; else the failure. */
export const source = (error: any) =>
  isTestFailure(error) && BY_PROGRAM.includes(error.failureType) ? error.cause : error;

/** An unsigned number of 32 bits. */
export function validateCount(value: unknown, name: string, isPositive = false): void {
  if (typeof value !== "number") throw invalidArgType(name, "number", value);
  if (!Number.isInteger(value)) throw outOfRange(name, "an integer", value);
  const least = isPositive ? 1 : 0;
  if (value < least || value > 4294967295) throw outOfRange(name, `>= ${least} && <= 4294967295`, value);
}

// Node's `assert`.
import { assert } from "internal:assert";

export const {
  AssertionError, fail, ok, equal, notEqual, deepEqual, notDeepEqual, deepStrictEqual, notDeepStrictEqual, strictEqual,
  notStrictEqual, throws, doesNotThrow, rejects, doesNotReject, ifError, match, doesNotMatch, strict,
} = assert as any;
export default assert;

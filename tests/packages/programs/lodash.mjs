import _ from "lodash";
const { chunk, camelCase } = _;
import debounce from "lodash/debounce.js";
console.log(chunk([1, 2, 3, 4, 5], 2), camelCase("foo bar-baz"), typeof debounce);
console.log(_.groupBy([6.1, 4.2, 6.3], Math.floor), _.merge({ a: { b: 1 } }, { a: { c: 2 } }), _.get({ a: [{ b: 3 }] }, "a[0].b"));
console.log(_.template("hello <%= user %>!")({ user: "fred" }), _.isEqual({ a: [1] }, { a: [1] }), _.sortBy([3, 1, 2]));
console.log(_([1, 2, 3]).map((n) => n * 2).filter((n) => n > 2).value(), _.VERSION.split(".").length);

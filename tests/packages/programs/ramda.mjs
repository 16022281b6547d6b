import * as R from "ramda";
console.log(R.pipe(R.map(R.multiply(2)), R.filter(R.gt(R.__, 2)), R.sum)([1, 2, 3]), R.assocPath(["a", "b"], 1, {}), R.groupBy((x) => (x > 1 ? "big" : "small"), [1, 2, 3]));
console.log(R.curry((a, b, c) => a + b + c)(1)(2)(3), R.equals({ a: [1] }, { a: [1] }), R.zip([1, 2], ["a", "b"]));

import assert from "node:assert";
const t = (f) => {
  try {
    f();
    console.log("ok");
  } catch (e) {
    console.log(e.name, e.code, JSON.stringify(e.message), e.operator);
  }
};
const boom = () => {
  throw new TypeError("wrong value");
};
t(() => assert.throws(boom));
t(() => assert.throws(boom, TypeError));
t(() => assert.throws(boom, RangeError));
t(() => assert.throws(boom, /wrong/));
t(() => assert.throws(boom, /right/));
t(() => assert.throws(boom, { name: "TypeError" }));
t(() => assert.throws(boom, { name: "TypeError", message: /wrong/ }));
t(() => assert.throws(boom, { message: "other" }));
t(() => assert.throws(boom, (e) => e.message === "wrong value"));
t(() => assert.throws(boom, () => false));
t(() => assert.throws(boom, new TypeError("wrong value")));
t(() => assert.throws(boom, new TypeError("x")));
t(() => assert.throws(() => {}));
t(() => assert.throws(() => {}, TypeError));
t(() => assert.throws(() => {}, "a message"));
t(() => assert.throws(() => {}, Error, "m"));
t(() => assert.throws(1));
t(() => assert.throws(boom, "wrong value"));
t(() => assert.throws(boom, {}));
t(() =>
  assert.throws(
    () => {
      throw null;
    },
    { a: 1 },
  ),
);
t(() => assert.throws(boom, Error));
t(() => assert.doesNotThrow(() => {}));
t(() => assert.doesNotThrow(boom));
t(() => assert.doesNotThrow(boom, "why"));
t(() => assert.doesNotThrow(boom, RangeError));
t(() => assert.doesNotThrow(boom, TypeError, "m"));
t(() => assert.ifError(null));
t(() => assert.ifError(undefined));
t(() => assert.ifError(new Error("e")));
t(() => assert.ifError("text"));
t(() => assert.ifError(0));

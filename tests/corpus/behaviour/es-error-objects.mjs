class E extends Error { constructor(m, o) { super(m, o); this.name = "E"; } }
const e = new E("m", { cause: "c" });
console.log(String(e), e instanceof E, e instanceof Error, e.cause, "cause" in new Error("x"), Object.keys(e).join(), e.hasOwnProperty("message"), typeof e.stack);
const a = new AggregateError([1, 2], "agg");
console.log(a.errors.join(), a.message, Object.prototype.toString.call(a), Error("no new") instanceof Error, Error.prototype.toString.call({ name: "N", message: "" }), new TypeError("t").name);

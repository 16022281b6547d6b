const first = new Error("first");
const second = new Error("second", { cause: first });
first.cause = second;
throw first;

const error = new TypeError("outer", { cause: new RangeError("inner") });
error.code = "E_CODE";
console.log(error.cause.name, error.code, Object.keys(error).join());

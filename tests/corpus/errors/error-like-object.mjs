// @line 2
throw Object.create(Error.prototype, { message: { value: "looks like one" } });

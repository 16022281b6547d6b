// @line 3
const inner = new Error("inside");
throw new Proxy(inner, {});

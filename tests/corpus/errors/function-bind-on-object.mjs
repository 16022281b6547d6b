const { bind } = Function.prototype;
const listener = { handle() {} };
const bound = bind.call(listener, null);
console.log(bound);

const seen = [];
const mixin = (Base) => class extends Base { constructor(...args) { super(...args); seen.push(args.length); } };
class A extends mixin(mixin(Object)) {}
new A(1, 2);
console.log(seen.join());

const mixin = (Base) => class extends Base {};
mixin(Object);
mixin(42);

function Base() {}
Base.prototype = 3;
class Derived
  extends Base {
}
console.log(Derived);

const Base = () => {};
class Derived extends Base {}
console.log(Derived);

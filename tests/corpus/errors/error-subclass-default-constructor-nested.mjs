class Base extends Error {}
class Mid extends Base {
  constructor(...args) {
    super(...args);
    this.extra = 1;
  }
}
class Leaf extends Mid {}
function make() {
  return new Leaf("leaf");
}
throw make();

class Base {
  constructor(id) {
    if (id < 0) {
      throw new RangeError("negative id");
    }
    this.id = id;
  }
}
class Item extends Base {
  constructor(id) {
    super(
      id,
    );
  }
}
new Item(1);
new Item(-1);

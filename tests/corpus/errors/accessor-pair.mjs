const model = {
  _items: null,
  get items() {
    return this._items.slice();
  },
  set items(value) {
    this._items = value.sorted();
  },
};
model.items = [2, 1];

const readOnly = new Proxy({ a: 1 }, {
  set() {
    return false;
  },
});
const update = (object) => {
  object.a = 2;
};
update(readOnly);

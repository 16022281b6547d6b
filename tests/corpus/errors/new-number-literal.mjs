const registry = { Foo: 7 };
function create(kind) {
  return new registry[kind]();
}
create("Foo");

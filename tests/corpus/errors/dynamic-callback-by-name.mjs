const handlers = {
  save: (doc) => doc.text.length,
  load: (doc) => doc.path.length,
};
function dispatch(name, ...args) {
  return Reflect.apply(handlers[name], null, args);
}
dispatch("save", { text: "a" });
dispatch("load", { text: "a" });

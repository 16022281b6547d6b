import * as ns from "./values.mjs";
const attempt = (label, f) => {
  try {
    console.log(label, f());
  } catch (e) {
    console.log(label, e.name);
  }
};
attempt("assign", () => { ns.value = 2; });
attempt("add", () => { ns.other = 2; });
attempt("delete existing", () => delete ns.value);
attempt("delete missing", () => delete ns.other);
attempt("delete with Reflect", () => Reflect.deleteProperty(ns, "value"));
attempt("define the same", () => Object.defineProperty(ns, "value", { value: 1 }) === ns);
attempt("define another", () => Object.defineProperty(ns, "value", { value: 2 }));
attempt("set with Reflect", () => Reflect.set(ns, "value", 2));
attempt("set prototype null", () => Object.setPrototypeOf(ns, null) === ns);
attempt("set prototype object", () => Object.setPrototypeOf(ns, {}));
attempt("freeze", () => Object.freeze(ns));

// FormData.
import { coded } from "internal:errors";
import { File, isBlob } from "web:blob";

type Entry = { name: string; value: any };
let isForm: (value: any) => boolean;

const few = (method: string, wanted: number, given: number) => {
  if (given >= wanted) return;
  const plural = wanted === 1 ? "" : "s";
  const found = given === 0 ? "0 found" : `only ${given} found`;
  throw new TypeError(`FormData.${method}: ${wanted} argument${plural} required, but ${found}.`);
};
function check(it: any): void {
  if (!isForm(it)) throw coded(TypeError, "ERR_INVALID_THIS", "Illegal invocation");
}

function entry(method: string, name: any, value: any, filename: any, hasName: boolean): Entry {
  const isFile = isBlob(value);
  if (hasName && !isFile)
    throw new TypeError(`Failed to execute '${method}' on 'FormData': parameter 2 is not of type 'Blob'`);
  name = `${name}`.toWellFormed();
  if (!isFile) return { name, value: `${value}`.toWellFormed() };
  if (!(value instanceof File)) value = new File([value], "blob", { type: value.type });
  if (hasName) value = new File([value], filename, { type: value.type, lastModified: value.lastModified });
  return { name, value };
}

export class FormData {
  #entries: Entry[] = [];

  static {
    isForm = (value) => typeof value === "object" && value !== null && #entries in value;
  }

  constructor(form: any = undefined) {
    if (form !== undefined)
      throw new TypeError("FormData constructor: Argument 1 could not be converted to: undefined.");
  }

  append(name: any, value: any, filename: any = undefined): void {
    check(this);
    few("append", 2, arguments.length);
    this.#entries.push(entry("append", name, value, filename, arguments.length === 3));
  }
  delete(name: any): void {
    check(this);
    few("delete", 1, arguments.length);
    name = `${name}`.toWellFormed();
    this.#entries = this.#entries.filter((it) => it.name !== name);
  }
  get(name: any): any {
    check(this);
    few("get", 1, arguments.length);
    name = `${name}`.toWellFormed();
    return this.#entries.find((it) => it.name === name)?.value ?? null;
  }
  getAll(name: any): any[] {
    check(this);
    few("getAll", 1, arguments.length);
    name = `${name}`.toWellFormed();
    return this.#entries.filter((it) => it.name === name).map((it) => it.value);
  }
  has(name: any): boolean {
    check(this);
    few("has", 1, arguments.length);
    name = `${name}`.toWellFormed();
    return this.#entries.some((it) => it.name === name);
  }
  set(name: any, value: any, filename: any = undefined): void {
    check(this);
    few("set", 2, arguments.length);
    const made = entry("set", name, value, filename, arguments.length === 3);
    const at = this.#entries.findIndex((it) => it.name === made.name);
    if (at === -1) this.#entries.push(made);
    else {
      const before = this.#entries.slice(0, at);
      const after = this.#entries.slice(at + 1).filter((it) => it.name !== made.name);
      this.#entries = [...before, made, ...after];
    }
  }
  keys(): any {
    check(this);
    return iterate(
      () => this.#entries,
      (it) => it.name,
    );
  }
  values(): any {
    check(this);
    return iterate(
      () => this.#entries,
      (it) => it.value,
    );
  }
  entries(): any {
    check(this);
    return iterate(
      () => this.#entries,
      (it) => [it.name, it.value],
    );
  }
  forEach(callback: any, self: any = undefined): void {
    check(this);
    few("forEach", 1, arguments.length);
    if (typeof callback !== "function")
      throw new TypeError(
        "Failed to execute 'forEach' on 'FormData': parameter 1 is not of type 'Function'.",
      );
    for (let i = 0; i < this.#entries.length; i++) {
      const { name, value } = this.#entries[i];
      Reflect.apply(callback, self, [value, name, this]);
    }
  }
}
Object.defineProperty(FormData, "length", { __proto__: null, value: 1, configurable: true } as any);
const proto = FormData.prototype;
Object.defineProperty(proto, Symbol.iterator, {
  __proto__: null,
  value: proto.entries,
  writable: true,
  configurable: true,
} as any);
Object.defineProperty(proto, Symbol.toStringTag, {
  __proto__: null,
  value: "FormData",
  configurable: true,
} as any);
for (const name of [
  "append",
  "delete",
  "get",
  "getAll",
  "has",
  "set",
  "keys",
  "values",
  "entries",
  "forEach",
])
  Object.defineProperty(proto, name, { __proto__: null, enumerable: true } as any);
host.inspect.print(proto, (form: any, depth: number, inspect: any, state: any) => {
  if (!isForm(form)) return undefined;
  if (depth < 0) return "[FormData]";
  const shown: any = {};
  for (const [name, value] of form) {
    if (!Object.hasOwn(shown, name)) shown[name] = value;
    else if (Array.isArray(shown[name])) shown[name].push(value);
    else shown[name] = [shown[name], value];
  }
  return `FormData ${inspect(shown, state.depth)}`;
});

const IteratorPrototype = Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]()));
const steps = new WeakMap<object, () => any>();
const FormDataIterator = Object.create(IteratorPrototype, {
  next: {
    __proto__: null,
    value: function next(this: any) {
      const step = steps.get(this);
      if (step === undefined)
        throw new TypeError(
          "'next' called on an object that does not implement interface FormData Iterator.",
        );
      return step();
    },
    writable: true,
    enumerable: true,
    configurable: true,
  } as any,
  [Symbol.toStringTag]: { __proto__: null, value: "FormData Iterator", configurable: true } as any,
});

function iterate(entries: () => Entry[], shown: (it: Entry) => any): any {
  let at = 0;
  const iterator = Object.create(FormDataIterator);
  steps.set(iterator, () => {
    const it = entries()[at++];
    return it === undefined ? { value: undefined, done: true } : { value: shown(it), done: false };
  });
  return iterator;
}
export { isForm };

// Hashes, ciphers and signatures are streams as well. Few programs use them so: what makes them streams is made
// when somebody asks one of them for more than they have themselves.

type Base = "Transform" | "Writable";
const options = new WeakMap<object, any>();

/** What the constructor was given for the stream. */
export const streamOptions = (object: object, given: any): void => {
  if (given != null) options.set(object, given);
};

/** A prototype between a class and its kind of stream: the state of one is made when it is first looked at. */
function lazily(base: Base): any {
  const { [base]: Stream } = host.load("node:stream").default;
  const prototype = Object.create(Stream.prototype);
  for (const name of base === "Writable" ? ["_writableState"] : ["_readableState", "_writableState"])
    Object.defineProperty(prototype, name, {
      __proto__: null,
      configurable: true,
      get(this: any) {
        Reflect.apply(Stream, this, [options.get(this)]);
        this._writableState.decodeStrings = false;
        return this[name];
      },
      set(this: any, value: any) {
        Object.defineProperty(this, name, { __proto__: null, value, writable: true, enumerable: true, configurable: true } as any);
      },
    } as any);
  return prototype;
}

export function becomesStream(Class: any, base: Base): void {
  const settle = (): any => {
    const prototype = lazily(base);
    Object.setPrototypeOf(Class.prototype, prototype);
    return prototype;
  };
  const standIn = new Proxy(Object.create(null), {
    get: (_, key, receiver) => Reflect.get(settle(), key, receiver),
    has: (_, key) => Reflect.has(settle(), key),
    getPrototypeOf: () => settle(),
    set: (_, key, value, receiver) => Reflect.set(settle(), key, value, receiver),
  });
  Object.setPrototypeOf(Class.prototype, standIn);
}

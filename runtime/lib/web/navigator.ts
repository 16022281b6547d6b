// `navigator`, as far as it is about the machine.

export class Navigator {
  get hardwareConcurrency() { return host.native("system").parallelism(); }
  get language() { return "en-US"; }
  get languages() { return Object.freeze(["en-US"]); }
  get platform() { return host.native("system").platform; }
  get userAgent() { return `saveloop/${host.version}`; }
}
Object.defineProperty(Navigator.prototype, Symbol.toStringTag, { __proto__: null, value: "Navigator", configurable: true } as any);

export const navigator = new Navigator();

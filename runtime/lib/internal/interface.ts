// What the standards say of every interface: members are enumerable, and a tag names it.

export function asInterface(Class: any, name: string, members: string[]): void {
  for (const member of members)
    Object.defineProperty(Class.prototype, member, { __proto__: null, enumerable: true } as any);
  Object.defineProperty(Class.prototype, Symbol.toStringTag, {
    __proto__: null,
    value: name,
    configurable: true,
  } as any);
}

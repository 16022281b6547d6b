// The globals of a realm of `vm`, and the object they are: each name of the object is an accessor of the realm's
// global object while a script runs; what a script adds is moved to the object when it has run.

import { coded } from "internal:errors";

/** One table of realms: numbers mean nothing to another. */
export const natives = host.native("realms");
const { defineProperty, getOwnPropertyDescriptor } = Object;

export interface Realm {
  number: number;
  global: any;
  object: any;
  /** The accessors that stand for names of the object. */
  mirrored: Set<PropertyKey>;
  /** What the language puts there. */
  own: Set<PropertyKey>;
}

/** After so many, those that nobody has any more are let go of. */
const MANY = 64;
let last = 0,
  sinceSwept = 0;
const known = new Map<number, WeakRef<any>>();

function sweep(): void {
  natives.sweep((number: number) => {
    if (known.get(number)?.deref() !== undefined) return true;
    known.delete(number);
    return false;
  });
}

export function make(object: any): Realm {
  const number = ++last;
  const global = natives.make(number);
  if (global === null)
    throw coded(Error, "ERR_TOO_MANY_CONTEXTS", "The program has made too many contexts in one turn");
  known.set(number, new WeakRef(global));
  if (++sinceSwept === MANY) {
    sinceSwept = 0;
    // Where no job waits.
    host.timerFunctions.setImmediate(sweep);
  }
  const realm: Realm = { number, global, object, mirrored: new Set(), own: new Set() };
  defineProperty(global, "console", {
    __proto__: null,
    value: silent(global),
    writable: true,
    configurable: true,
  } as any);
  // The engine's own additions are no part of the language.
  for (const name of ["performance", "navigator", "queueMicrotask", "DOMException"]) Reflect.deleteProperty(global, name);
  for (const name of Reflect.ownKeys(global)) realm.own.add(name);
  return realm;
}

/** A realm's own console says nothing to anybody. */
function silent(global: any): any {
  const made = new global.Object();
  for (const name of ["log", "warn", "error", "info", "debug", "trace", "dir", "assert", "time", "timeEnd", "group", "groupEnd", "table", "count", "clear"])
    made[name] = { [name]: () => {} }[name];
  return made;
}

function mirror(realm: Realm, name: PropertyKey): void {
  if (realm.mirrored.has(name)) return;
  const { object, global } = realm;
  const isDefined = Reflect.defineProperty(global, name, {
    __proto__: null,
    configurable: true,
    enumerable: true,
    get: () => object[name],
    set: (value: any) => {
      // A frozen object keeps its own.
      Reflect.set(object, name, value);
    },
  } as any);
  if (isDefined) realm.mirrored.add(name);
}

/** Before a script: `names` are those that it declares. */
export function enter(realm: Realm, names: string[]): void {
  const { object } = realm;
  for (const name of Reflect.ownKeys(object)) mirror(realm, name);
  for (let at = Object.getPrototypeOf(object); at !== null && at !== Object.prototype; at = Object.getPrototypeOf(at))
    for (const name of Reflect.ownKeys(at)) if (name !== "constructor") mirror(realm, name);
  for (const name of realm.mirrored)
    if (!(name in object)) {
      Reflect.deleteProperty(realm.global, name);
      realm.mirrored.delete(name);
    }
  for (const name of names) {
    if (realm.own.has(name) || realm.mirrored.has(name)) continue;
    Reflect.set(object, name, undefined);
    mirror(realm, name);
  }
}

/** After a script. */
export function leave(realm: Realm): void {
  const { object, global } = realm;
  for (const name of Reflect.ownKeys(global)) {
    const now = getOwnPropertyDescriptor(global, name);
    if (now === undefined || !("value" in now) || (realm.own.has(name) && !realm.mirrored.has(name))) continue;
    // Declared by the script, or assigned where nobody had declared it.
    if (!Reflect.set(object, name, now.value)) continue;
    realm.mirrored.delete(name);
    mirror(realm, name);
  }
  for (const name of realm.mirrored)
    if (!Object.hasOwn(global, name)) {
      realm.mirrored.delete(name);
      Reflect.deleteProperty(object, name);
    }
}

// The queuing strategies.
import { S, coded, describe, invalidArgType, invalidThis } from "internal:webstreams/common";

const count = Object.defineProperty(() => 1, "name", { __proto__: null, value: "size" } as any);
const byteLength = Object.defineProperty((chunk: any) => chunk.byteLength, "name", {
  __proto__: null,
  value: "size",
} as any);

function strategy(name: string, size: any): any {
  const Class = {
    [name]: class {
      constructor(init: any) {
        if (init === null || (typeof init !== "object" && typeof init !== "function"))
          throw invalidArgType("init", "object", init);
        if (init.highWaterMark === undefined)
          throw coded(TypeError, "ERR_MISSING_OPTION", "init.highWaterMark is required");
        (this as any)[S] = +init.highWaterMark;
      }
      get highWaterMark(): number {
        if ((this as any)?.[S] === undefined) throw invalidThis(name);
        return (this as any)[S];
      }
      get size(): any {
        if ((this as any)?.[S] === undefined) throw invalidThis(name);
        return size;
      }
    },
  }[name];
  describe(Class, name, ["highWaterMark", "size"], (it) => ({ highWaterMark: it[S] }));
  return Class;
}

export const ByteLengthQueuingStrategy = strategy("ByteLengthQueuingStrategy", byteLength);
export const CountQueuingStrategy = strategy("CountQueuingStrategy", count);

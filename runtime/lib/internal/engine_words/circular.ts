// Which way a structure leads back to itself, in V8's words. Runs nothing of the program: where a getter,
// a proxy or a `toJSON` decides, the way is not known.
import { classOf } from "internal:engine_words/values";

interface Step {
  object: object;
  key: string;
  isIndex: boolean;
}

const HEAD = "Converting circular structure to JSON";

export function circularWords(given: any[]): string {
  const path: Step[] = [];
  const end = search(given[0], path);
  if (end === undefined) return HEAD;
  const from = path.findIndex((step) => step.object === end);
  const circle = path.slice(from);
  const lines = [`\n    --> starting at object with constructor ${named(circle[0].object)}`];
  const steps = circle.slice(0, -1);
  for (let i = 0; i < steps.length; i++) {
    if (steps.length > 2 && i > 0 && i < steps.length - 1) {
      if (i === 1) lines.push("\n    |     ...");
      continue;
    }
    lines.push(`\n    |     ${property(steps[i])} -> object with constructor ${named(circle[i + 1].object)}`);
  }
  return `${HEAD}${lines.join("")}\n    --- ${property(circle[circle.length - 1])} closes the circle`;
}

const named = (object: object): string => `'${classOf(object) ?? "Object"}'`;
const property = (step: Step): string => (step.isIndex ? `index ${step.key}` : `property '${step.key}'`);

/** The object that is met again; the path ends with the step that leads to it. */
function search(value: unknown, path: Step[]): object | undefined {
  if (!host.isObject(value) || typeof value === "function" || host.isProxy(value) || path.length > 1000) return undefined;
  const object = value as object;
  if (path.some((step) => step.object === object)) return object;
  const isArray = Array.isArray(object);
  for (const key of Object.keys(object)) {
    const descriptor = Object.getOwnPropertyDescriptor(object, key);
    if (descriptor === undefined || !("value" in descriptor)) continue;
    path.push({ object, key, isIndex: isArray });
    const found = search(descriptor.value, path);
    if (found !== undefined) return found;
    path.pop();
  }
  return undefined;
}

import { Used, OnlyType, type Inline } from "./both";
import type { Nothing } from "./never-loaded";
import { AlsoType } from "./only-types";
import type Default from "./never-loaded";
export type { Nothing } from "./never-loaded";
const x: OnlyType = { a: 1 };
const y: Inline & AlsoType = { b: 2, c: 3 };
let z: Nothing | Default | undefined;
console.log(Used, x.a, y.b, y.c, z);

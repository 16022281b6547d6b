import "./set.mjs";
import { read } from "./read.mjs";
console.log(read());

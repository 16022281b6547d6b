import { a } from "./folder";
import { b } from "./folder/";
import { c } from "./with-package";
import { d } from ".";
console.log(a, b, c, d);

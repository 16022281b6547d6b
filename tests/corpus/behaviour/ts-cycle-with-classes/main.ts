import { Leaf } from "./leaf";
import { Tree } from "./tree";
console.log(new Tree().grow().describe(), new Leaf() instanceof Tree);

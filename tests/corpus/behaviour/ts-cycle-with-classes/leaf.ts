import { Tree } from "./tree";
export class Leaf extends Tree {
  override describe() { return "leaf"; }
}

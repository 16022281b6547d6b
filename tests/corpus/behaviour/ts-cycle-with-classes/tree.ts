import { Leaf } from "./leaf";
export class Tree {
  protected leaves: Leaf[] = [];
  grow(): this { this.leaves.push(new Leaf()); return this; }
  describe(): string { return `tree of ${this.leaves.map((l) => l.describe()).join()}`; }
}

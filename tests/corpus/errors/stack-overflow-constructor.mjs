class Tree { constructor(depth) { this.child = new Tree(depth + 1); } }
new Tree(0);

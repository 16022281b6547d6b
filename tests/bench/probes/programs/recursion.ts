// A tree, and a function that only calls itself.
interface Tree { left: Tree | null; right: Tree | null; value: number }

function grow(depth: number, value: number): Tree | null {
  if (depth === 0) return null;
  return { left: grow(depth - 1, value * 2), right: grow(depth - 1, value * 2 + 1), value };
}

function sum(tree: Tree | null): number {
  if (tree === null) return 0;
  return tree.value + sum(tree.left) + sum(tree.right);
}

function fibonacci(n: number): number {
  return n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2);
}

console.log(sum(grow(12, 1)), fibonacci(19));

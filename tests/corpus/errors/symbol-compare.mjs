const items = [Symbol("b"), Symbol("a")];
items.sort((x, y) => x < y ? -1 : 1);

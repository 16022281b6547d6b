const parent = { name: "p", children: [] };
const child = { name: "c", parent };
parent.children.push(child);
console.log(
  "tree",
  JSON.stringify(parent),
);

const tag = Symbol("tag");
function show(x) {
  return `<${x}>`;
}
show(tag);

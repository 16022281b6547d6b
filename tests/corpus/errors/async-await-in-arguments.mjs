const later = async (v) => v;
const apply = (f, ...args) => f(...args);
async function main() {
  return apply(
    (a, b) => a.x + b.y.z,
    await later({ x: 1 }),
    await later({}),
  );
}
main();

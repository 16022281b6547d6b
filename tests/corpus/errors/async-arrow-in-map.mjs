const load = async (id) => {
  await null;
  if (id === 2) throw new Error(`no item ${id}`);
  return id;
};
const all = [1, 2, 3].map(async (id) => {
  const item = await load(id);
  return item * 2;
});
console.log(all.length);

const load = async () => {
  await null;
  throw new Error("cannot start");
};
console.log("starting");
await load();

const f = async () => await Promise.resolve("v");
console.log(await f());

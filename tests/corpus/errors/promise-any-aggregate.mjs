const mirrors = ["eu", "us"].map(async (name) => {
  throw new Error(name + " is down");
});
const first = await Promise.any(mirrors).catch((error) => {
  throw error.errors[1];
});
console.log(first);

// @line 7
const mirrors = ["eu", "us"];
const ask = async (name) => {
  throw new Error(`${name} is down`);
};

await Promise.any(mirrors.map(ask));

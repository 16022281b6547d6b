const seen = [];
const dump = (value) =>
  JSON.stringify(value, (key, part) => {
    seen.push(key);
    return part.valueOf();
  });
dump({ a: 1 });
dump({ b: { c: null } });

const dates = JSON.parse('{"at":"2020","end":"x"}', (key, value) => {
  if (value === "x") {
    throw new TypeError("bad date at " + key);
  }
  return value;
});
console.log(dates);

const codes = Array.from("ab", (char, i) => {
  if (i) throw new RangeError("code " + char);
  return char.charCodeAt(0);
});
console.log(codes);

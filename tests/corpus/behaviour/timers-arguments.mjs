setTimeout((...parts) => console.log(parts.join("+")), 1, "a", "b", 3);
setTimeout(console.log, 10, "direct", 1);
const id = setInterval((name) => {
  console.log(name);
  clearInterval(id);
}, 20, "interval");

function* lines() {
  try {
    yield "a";
  } finally {
    throw new Error("close failed");
  }
}
const [first] = lines();
console.log(first);

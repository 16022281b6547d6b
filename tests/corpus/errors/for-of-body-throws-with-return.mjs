let closed = 0;
function* numbers() {
  try {
    yield 1;
    yield 2;
  } finally {
    closed++;
  }
}
for (const n of numbers()) {
  if (closed === 0) {
    n.push(3);
  }
}

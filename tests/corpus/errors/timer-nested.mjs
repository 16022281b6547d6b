function retry(n) {
  if (n === 0) {
    throw new Error("gave up");
  }
  setTimeout(() => retry(n - 1), 0);
}
retry(3);

function outer() {
  const base = 2;
  function middle(n) {
    const inner = (m) => {
      return base * m * scale;
    };
    return inner(n) + 1;
  }
  return middle(3);
}
outer();

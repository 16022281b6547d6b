function probe() {
  const kind = typeof later;
  let later = 1;
  return kind + later;
}
probe();

function wait(ms) {
  return Promise((resolve) => setTimeout(resolve, ms));
}
wait(1);

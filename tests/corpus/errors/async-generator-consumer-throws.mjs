async function* feed() {
  yield { id: 1 };
  yield null;
}
(async () => {
  for await (const item of feed()) {
    console.log(
      item.id,
    );
  }
})();

// @line 5
async function poll(times) {
  for (let i = 0; i < times; i++) {
    await null;
    if (i === 2) throw "gave up";
  }
}
poll(5);

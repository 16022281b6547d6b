// @line 7
const describe = (code) => ({
  code,
  text: "failure",
});
function leave() {
  throw describe(
    12,
  );
}
leave();

// @line 3
function respond() {
  throw {
    status: 500,
    body: {
      text: "sorry",
    },
  };
}
respond();

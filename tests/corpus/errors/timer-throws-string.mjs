// @line 4
function later(text) {
  setTimeout(() => {
    throw text;
  }, 1);
}
later("alarm");

const title = "hello";
function capitalise(text) {
  text[0] = text[0].toUpperCase();
  return text;
}
capitalise(title);

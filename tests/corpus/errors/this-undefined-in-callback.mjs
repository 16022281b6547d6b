class Button {
  label = "ok";
  text() {
    return this.label.toUpperCase();
  }
}
const { text } = new Button();
["x"].map(text);

class Panel {
  title = this.options.title;
  options = { title: "Panel" };
}
new Panel();

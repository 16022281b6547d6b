class View {
  render({ title }) {
    return title;
  }
}
new View()
  .render();

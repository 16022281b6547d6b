const view = {
  render({ title }) {
    return title;
  },
};
view.render();

const view = {
  get width() {
    return this.box.width;
  },
};
JSON.stringify([
  1,
  view,
]);

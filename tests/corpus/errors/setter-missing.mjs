const box = {
  get size() {
    return 3;
  },
};
box.size = 4;

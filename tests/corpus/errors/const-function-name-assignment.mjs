const build = function self() {
  self = null;
};
build();

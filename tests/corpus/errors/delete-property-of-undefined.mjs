const cache = new Map();
function forget(group, key) {
  delete cache.get(group)[key];
}
forget("images", "logo");

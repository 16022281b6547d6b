async function Loader() {}
function load() {
  return new Loader();
}
load();

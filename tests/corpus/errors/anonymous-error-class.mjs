const errors = {
  Weird: class extends Error {},
};
function go() {
  throw new errors.Weird("anonymous");
}
go();

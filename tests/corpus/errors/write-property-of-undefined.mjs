const state = { users: {} };
function rename(id, name) {
  state.users[id].name =
    name.trim();
}
rename("u1", " Bob ");

async function login(user) {
  if (!user) {
    throw new Error("who?");
  }
}
login();

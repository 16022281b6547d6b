const pause = () => new Promise((done) => setTimeout(done, 1));
async function login(user) {
  await pause();
  return user.name;
}
login(null);

class Session {
  #token;
  get token() {
    if (!this.#token) {
      throw new Error("not signed in");
    }
    return this.#token;
  }
}
function header(session) {
  return "Bearer " + session.token;
}
header(new Session());

class User {
  constructor(name) {
    this.name = name;
  }
  get name() {
    return "fixed";
  }
}
new User("Ann");

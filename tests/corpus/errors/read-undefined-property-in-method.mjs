class Account {
  constructor(owner) {
    this.owner = owner;
  }
  label() {
    return this.owner.profile.name.toUpperCase();
  }
}

console.log(new Account({ profile: { name: "ann" } }).label());
console.log(new Account({}).label());

class Animal {}
class Cow extends Animal {
  constructor() {
    super();
    return 1;
  }
}
new Cow();

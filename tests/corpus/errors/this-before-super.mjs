class Animal {}
class Dog extends Animal {
  constructor(name) {
    this.name = name;
    super();
  }
}
new Dog("Rex");

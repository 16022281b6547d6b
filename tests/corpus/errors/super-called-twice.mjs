class Animal {}
class Dog extends Animal {
  constructor() {
    super();
    super();
  }
}
new Dog();

class Animal {}
class Cat extends Animal {
  constructor(name) { if (name) super(); }
}
new Cat("Tom");
new Cat();

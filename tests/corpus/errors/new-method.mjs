const factory = {
  Car() {
    this.wheels = 4;
  },
};
const car = new factory.Car();
console.log(car);

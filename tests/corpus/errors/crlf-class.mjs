class Robot {
  #battery;

  move() {
    return this.#battery.level - 1;
  }
}

new Robot()
  .move();

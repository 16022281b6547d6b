class Clock {
  now = 0;
  tick() {
    this.now += 1;
  }
}
const { tick } = new Clock();
setTimeout(tick.bind(undefined), 1);

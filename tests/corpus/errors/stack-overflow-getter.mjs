class Loop {
  get value() { return this.value; }
}
new Loop().value;

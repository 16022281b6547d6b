function next() {
  this.count = this.count + 1;
}
const counter = { count: 0, next };
counter.next();
next();

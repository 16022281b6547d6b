var outside = 1;
class A {
  static { var outside = 2; this.inside = outside; let await_ = 3; this.other = await_; }
}
console.log(`${outside} ${A.inside} ${A.other}`);

class A {}
class B extends A {
  go() {
    return super.go();
  }
}
new B().go();

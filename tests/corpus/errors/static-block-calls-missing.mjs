class App {
  static {
    this.boot();
  }
  static init() {}
}
console.log(App);

class Base {}
class Widget extends Base {
  render() {
    return super.render() + "!";
  }
}
new Widget().render();

export default class {
  static name = "chosen";
  static make() { return new this(); }
  kind = "made";
}

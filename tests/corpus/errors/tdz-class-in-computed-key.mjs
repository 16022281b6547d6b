class Codec {
  static [Codec.name]() {
    return 1;
  }
}

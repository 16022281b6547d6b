class Once {
  static run() {
    Once = undefined;
  }
}
Once.run();

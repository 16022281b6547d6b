// @line 4
class Guard {
  static check() {
    throw false;
  }
}
Guard.check();

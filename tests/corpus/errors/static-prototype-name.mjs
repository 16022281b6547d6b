const key = "prototype";
class Odd {
  static [key]() {}
}
console.log(Odd);

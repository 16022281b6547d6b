class Token {
  #id = 1;
  static is(value) {
    return #id in value;
  }
}
console.log(Token.is(new Token()), Token.is({}));
console.log(Token.is("token"));

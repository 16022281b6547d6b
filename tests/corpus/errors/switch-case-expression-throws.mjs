const names = { first: "a" };
switch ("b") {
  case names.first.trim():
    console.log("a");
    break;
  case names.second.trim():
    console.log("b");
}

const names = [];
class Model {
  [names[0].toLowerCase()]() {
    return 1;
  }
}
console.log(Model);

function start() {
  console.log(level);
}
start();
let level = 1;

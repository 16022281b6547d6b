// @line 8
let settle;
const ready = new Promise((resolve, reject) => {
  settle = { resolve, reject };
});
ready.then(() => console.log("ready"));
setTimeout(() => {
  settle.reject("too late");
}, 1);

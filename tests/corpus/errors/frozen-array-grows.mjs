const list = Object.freeze([1]);
function grow() {
  list.push(2);
}
grow();

const total = 0;
function add(n) {
  if (n > 1) {
    total = n;
  }
  console.log("added");
  return total;
}
add(1);
add(2);

// Direct `eval` in a function sees and changes its variables.
function f(a) {
  let b = 2;
  const worth = eval("b += a; if (b > 2) { b * 10 } else { 0 }");
  return `${worth} ${b}`;
}
console.log(f(5));

const later = setTimeout(() => console.log("never"), 20);
setTimeout(() => {
  console.log("clearing");
  clearTimeout(later);
  clearTimeout(later);
  clearTimeout(undefined);
  clearTimeout(null);
}, 1);
const sibling = setTimeout(() => console.log("never either"), 1);
queueMicrotask(() => clearTimeout(sibling));

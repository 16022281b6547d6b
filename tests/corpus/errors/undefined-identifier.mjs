function area(w, h) {
  return w * hight;
}
console.log(area(2, 3));

const seen = [];
loop: for (const x of [1, 2, 3]) {
  switch (x) {
    case 2: continue loop;
    default: seen.push(x);
  }
  seen.push("after");
}
console.log(seen.join());

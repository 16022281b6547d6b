const scores = [["ann", 3], null, ["bob", 4]];
for (const [name, score] of scores) {
  console.log(name, score);
}

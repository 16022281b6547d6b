// @line 5
let n = 1n;
while (true) {
  n *= 10n;
  if (n > 1000n) throw n;
}

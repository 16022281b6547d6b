// @line 6
let reason;
try {
  reason = undefined;
} finally {
  if (!reason) throw reason;
}

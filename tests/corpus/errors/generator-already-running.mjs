const it = (function* () {
  yield it.next();
})();
it.next();

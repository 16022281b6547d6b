function* g() {
  const log = [];
  try {
    const a = yield 1;
    log.push(a);
    const b = yield* inner(a);
    log.push(b);
    yield log;
  } finally {
    yield "cleanup";
  }
}
function* inner(x) {
  try { yield x * 2; } catch (e) { yield "caught " + e; }
  return "inner done";
}
const it = g();
const show = (r) => JSON.stringify(r);
console.log(show(it.next("ignored")), show(it.next(10)), show(it.throw("boom")), show(it.next()), show(it.return("early")), show(it.next()), show(it.next()));

function* conversation() {
  const name = yield "who?";
  yield name.toUpperCase();
}

function answer(talk, value) {
  return talk.next(value);
}

const talk = conversation();
answer(talk, "ignored");
answer(
  talk,
  42,
);

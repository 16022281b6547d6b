function who() {
  return who.caller;
}
who();

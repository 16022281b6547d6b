function* service() {
  while (true) {
    yield "ok";
  }
}
const running = service();
running.next();
const stop = () => running.throw(new Error("stopped"));
stop();

const transitions = {
  idle: { start: "running" },
  running: { stop: "idle" },
};
class Machine {
  state = "idle";
  send(event) {
    const next = transitions[this.state][event];
    this.state = next.toString();
    return this;
  }
}
new Machine()
  .send("start")
  .send("stop")
  .send("pause");

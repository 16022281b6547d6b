// A program that sends itself signals hears them, later.
process.on("SIGUSR2", (name, number) => console.log("heard", name, number));
console.log(process.kill(process.pid, "SIGUSR2"), process.kill(process.pid, 0), process.kill(process.pid, "SIGWINCH"));
console.log("not yet");
setTimeout(() => {
  process.once("SIGTERM", (name) => {
    console.log("ends by", name);
    process.exit(3);
  });
  setInterval(() => {}, 1000);
  process.kill(process.pid, "SIGTERM");
}, 50);

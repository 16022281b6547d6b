// `fork`: messages both ways, in both forms, what keeps a process alive, and how a channel ends.
import { fork, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const file = fileURLToPath(import.meta.url);
const roles = {
  echo() {
    process.on("message", (it) => {
      if (it === "end") process.disconnect();
      else process.send({ echoed: it });
    });
    process.on("disconnect", () => process.exit(process.connected || process.channel ? 1 : 7));
  },
  once() {
    process.once("message", (it) => process.send(`once ${it}`));
  },
  silent() {
    console.log("said");
    console.error("said louder");
    process.send("said so");
  },
  nothing() {},
  unref() {
    process.on("message", () => {});
    process.channel.unref();
  },
  late() {
    setTimeout(() => process.on("message", (it) => process.send(it, () => process.disconnect())), 20);
  },
  about() {
    const { connected, send, disconnect, channel, env } = process;
    process.send([connected, typeof send, typeof disconnect, typeof channel.ref, "NODE_CHANNEL_FD" in env, process.argv.slice(2)]);
  },
};

const role = process.argv[2];
if (role !== undefined) roles[role]();
else {
  console.log(process.connected, process.send, process.channel, process.disconnect);
  const ended = (child, event = "close") => once(child, event);
  const told = async (child) => (await once(child, "message"))[0];

  for (const serialization of ["json", "advanced"]) {
    const child = fork(file, ["echo"], { serialization });
    const order = [];
    for (const name of ["disconnect", "exit", "close"]) child.on(name, (...it) => order.push([name, ...it]));
    const sent = [1, "text", "ümläut\n\u2028", null, true, { a: [1, { b: 2 }] }, { gone: undefined, at: new Date(0) }, "x".repeat(300_000)];
    if (serialization === "advanced") sent.push(new Map([[1, new Set(["a"])]]), new Uint8Array([1, 2, 3]), Buffer.from("b"), 10n ** 20n === 0n, { big: 7n }, /x/g);
    const answers = [];
    const all = new Promise((resolve) => child.on("message", (it) => answers.push(it) === sent.length && resolve()));
    for (const it of sent) child.send(it);
    await all;
    console.log(serialization, answers.map((it) => (it.echoed?.length > 1000 ? it.echoed.length : it)));
    child.send("end");
    await ended(child);
    console.log(order.map(([name, ...it]) => [name, ...it]), child.connected, child.channel);
  }
  const child = fork(file, ["once"]);
  child.send("a", (error) => console.log("sent", error));
  console.log(await told(child), await ended(child));

  const quiet = fork(file, ["silent"], { silent: true });
  let out = "";
  quiet.stdout.on("data", (it) => (out += it));
  quiet.stderr.on("data", (it) => (out += it.length));
  console.log(await told(quiet), await ended(quiet), out);

  console.log(await ended(fork(file, ["nothing"])), await ended(fork(file, ["unref"])));
  const late = fork(file, ["late"]);
  late.send("kept");
  console.log(await told(late), await ended(late));
  console.log(await told(fork(file, ["about", "b c"])));

  const own = spawn(process.execPath, [file, "echo"], { stdio: ["ignore", "ignore", "ignore", "ignore", "ipc"] });
  console.log(own.stdio.length, own.stdio[4], own.connected);
  own.send("through the fifth");
  console.log(await told(own));
  own.disconnect();
  console.log(own.connected, await ended(own, "exit"));
  own.on("error", (error) => console.log(error.code));
  own.disconnect();
  console.log(own.send("too late"), own.send("too late", (error) => console.log(error.code)));
}

const express = require("express");
const app = express();
app.use(express.json());
app.use((req, res, next) => { res.setHeader("x-seen", req.path); next(); });
app.get("/", (req, res) => res.send("home"));
app.get("/users/:id", (req, res) => res.json({ id: req.params.id, query: req.query }));
app.post("/echo", (req, res) => res.status(201).json(req.body));
app.get("/boom", () => { throw new Error("boom"); });
app.use((error, req, res, next) => res.status(500).send(`caught ${error.message}`));
const server = app.listen(0, "127.0.0.1", async () => {
  const base = `http://127.0.0.1:${server.address().port}`;
  for (const [path, init] of [["/"], ["/users/7?a=1&b=2"], ["/echo", { method: "POST", body: '{"a":[1]}', headers: { "content-type": "application/json" } }], ["/boom"], ["/none"]]) {
    const response = await fetch(base + path, init);
    console.log(response.status, response.headers.get("content-type"), response.headers.get("x-seen"), (await response.text()).replace(/\s+/g, " "));
  }
  server.close(() => console.log("closed"));
});

const api = { send: (x) => x };
const tools = {};
api.send(
  tools.clean(1),
);

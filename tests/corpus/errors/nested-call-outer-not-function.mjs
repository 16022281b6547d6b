const api = {};
const id = (x) => x;
api.send(id(1));

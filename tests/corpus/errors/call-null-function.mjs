let handler = null;
const emit = (event) => handler(event);
emit("ready");

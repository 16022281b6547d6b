function load(name) {
  try {
    return JSON.parse("<html>");
  } catch (error) {
    throw new Error(`cannot load ${name}`, { cause: error });
  }
}
function start() {
  try {
    load("settings");
  } catch (error) {
    throw new Error("start failed", {
      cause: error,
    });
  }
}
start();

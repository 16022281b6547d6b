const queue = Object.freeze(["a"]);
queue
  .push("b");

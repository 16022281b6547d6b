let ticks = 0;
setInterval(() => {
  ticks++;
  if (ticks === 3) {
    throw new Error("tick " + ticks);
  }
}, 1);

function place(error) { return /:(\d+):\d+\)?$/.exec(error.stack.split("\n")[1])[1]; }
try {
  for (let i = 0;
    i < null.length;
    i++) {}
} catch (error) { console.log(error.name); }

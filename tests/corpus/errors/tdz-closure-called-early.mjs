const queue = [() => console.log("one"), () => console.log(secret)];
queue.forEach((job) => job());
const secret = 42;

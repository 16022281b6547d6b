// @line 6
const jobs = [];
const add = () => new Promise((resolve, reject) => jobs.push(reject));
add().then(() => {});
queueMicrotask(() => {
  jobs[0]("stopped");
});

const jobs = [];
for (let i = 0; i < 3; i++) {
  jobs.push(() => [10, 20][i].toFixed(0));
}
for (const job of jobs) {
  console.log(job());
}

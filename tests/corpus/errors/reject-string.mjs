// @line 4
const jobs = ["a", "b"].map((name) =>
  name === "b"
    ? Promise.reject("job " + name)
    : Promise.resolve(name)
);
console.log(jobs.length);

const p = Promise.reject(new Error("late"));
await null;
p.catch((error) => console.log(error.message));

const p = Promise.reject(new Error("handled in time"));
queueMicrotask(() => p.catch((e) => console.log(e.message)));
const q = Promise.reject(1);
q.catch(() => {}).then(() => console.log("q done"));
await Promise.allSettled([p]);
console.log("end");

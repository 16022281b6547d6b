export let value = "early";
setTimeout(() => { value = "late"; }, 1);

const options = { retry: null };
const tries = options.retry?.count
  ?? options.defaults.retry
  ?? 3;
console.log(tries);

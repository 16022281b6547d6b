// @line 3
setTimeout(() => {
  Promise.reject(7);
}, 5);

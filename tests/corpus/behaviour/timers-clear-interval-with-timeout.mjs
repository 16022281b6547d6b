let n = 0;
const interval = setInterval(() => console.log("tick", ++n), 8);
const check = () => {
  if (n < 2) return setTimeout(check, 1);
  clearTimeout(interval);
  setTimeout(() => console.log("stopped", n), 24);
};
check();

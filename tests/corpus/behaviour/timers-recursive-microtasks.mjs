let left = 1000;
const spin = () => left-- > 0 && queueMicrotask(spin);
setTimeout(() => console.log("timer after", left), 0);
spin();

// @line 3
const failure = Object.freeze({ code: 3 });
const stop = () => Promise.reject(failure);
stop();

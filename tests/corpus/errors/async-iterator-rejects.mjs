const source = {
  [Symbol.asyncIterator]: () => ({
    next() {
      return Promise.reject(new Error("stream broken"));
    },
  }),
};
(async function read() {
  for await (const chunk of source) console.log(chunk);
})();

// @line 3
const make = (text) => {
  const error = new TypeError(text);
  error.stack = undefined;
  return error;
};

const error = make("gone");
throw error;

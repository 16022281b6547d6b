// @line 2
const skip = () => Promise.reject(null);
skip();

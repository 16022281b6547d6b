// @line 2
const error = Object.assign(new Error("numbered"), { stack: 7 });
throw error;

const error = Object.freeze(new Error("cold"));
throw error;

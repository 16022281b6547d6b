const error = new Error("odd name");
error.name = 42;
throw error;

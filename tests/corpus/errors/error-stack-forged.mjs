// @line 2
const error = new Error("forged");
error.stack = "Error: forged\n    at home (/nowhere/else.mjs:99:9)";
throw error;

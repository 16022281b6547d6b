// @line 3
const errors = ["no name", "no age"];
if (errors.length) throw errors;

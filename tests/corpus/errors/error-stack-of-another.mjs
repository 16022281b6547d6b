// @line 2
const early = new Error("early");

const late = new Error("late");
early.stack = late.stack;
throw early;

// @line 4
const failure = Object.freeze({ code: "E_FROZEN" });

throw failure;

// @line 4
const bare = Object.create(null);
bare.message = "bare";
throw bare;

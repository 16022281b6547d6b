setTimeout(() => console.log("undefined"));
setTimeout(() => console.log("negative"), -5);
setTimeout(() => console.log("text"), "1");
setTimeout(() => console.log("not a number"), "x");
setTimeout(() => console.log("late"), 15.7);

console.log("evaluated");
throw "a string";

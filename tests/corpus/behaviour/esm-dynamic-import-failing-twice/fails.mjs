console.log("evaluated once");
throw new Error("broken module");

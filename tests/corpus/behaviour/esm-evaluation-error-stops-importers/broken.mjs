console.log("broken once");
throw new Error("stop");

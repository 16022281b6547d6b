await null;
throw new Error("dependency failed");

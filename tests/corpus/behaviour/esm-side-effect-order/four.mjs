console.log("four");

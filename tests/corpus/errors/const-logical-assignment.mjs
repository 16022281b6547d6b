const name = "";
name ||= "anonymous";
console.log(name);

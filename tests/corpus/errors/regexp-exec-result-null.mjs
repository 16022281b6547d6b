const version = (text) => /(\d+)\.(\d+)/.exec(text)[1];
console.log(version("v1.2"));
console.log(version("latest"));

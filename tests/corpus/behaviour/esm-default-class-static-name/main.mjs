import Custom from "./custom.mjs";
console.log(Custom.name, Custom.make().kind);

import yargs from "yargs";
const parsed = yargs(["serve", "--port", "8080", "-v", "-v", "file.txt"]).option("port", { type: "number" }).count("v").exitProcess(false).parse();
console.log(parsed._, parsed.port, parsed.v);

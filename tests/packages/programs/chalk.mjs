import { Chalk } from "chalk";
const chalk = new Chalk({ level: 1 });
console.log(JSON.stringify(chalk.red("red") + chalk.bold.blue.underline("x") + chalk`t` + chalk.hex("#ff8800")("o")), JSON.stringify(new Chalk({ level: 3 }).rgb(1, 2, 3)("rgb")));

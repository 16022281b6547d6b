import { Command, Option } from "commander";
const program = new Command("tool").exitOverride().configureOutput({ writeOut: (text) => process.stdout.write(text), writeErr: (text) => process.stdout.write(text) });
program.version("1.2.3").option("-d, --debug", "more").addOption(new Option("-c, --color <name>").choices(["red", "blue"]).default("red"));
program.command("add <a> [rest...]").action((a, rest, options, command) => console.log("add", a, rest, command.parent.opts()));
program.parse(["node", "tool", "-d", "add", "1", "2", "3"]);
try { program.parse(["node", "tool", "--nope"]); } catch (error) { console.log(error.code); }
console.log(program.helpInformation());

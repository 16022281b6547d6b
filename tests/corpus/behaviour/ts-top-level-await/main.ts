import { settings, type Settings } from "./settings";
const read = async <K extends keyof Settings>(key: K): Promise<Settings[K]> => settings[key];
console.log(await read("port"), await read("host"));

import type { Options } from "./types";
export const run = ({ times }: Options) => "run".repeat(times);

import { greet } from "@app/greet";
import { log } from "lib/log";
import config from "config";
import { first } from "any/thing";
log(greet(config.name), first);

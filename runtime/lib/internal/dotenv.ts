// `.env` files.
import { validateString } from "internal:validate";

export function parseEnv(content: any): any {
  validateString(content, "content");
  const out: any = {};
  for (const [name, value] of host.native("system").parseEnv(content.toWellFormed())) out[name] = value;
  return out;
}

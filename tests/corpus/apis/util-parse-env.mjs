// The text of `.env` files.
import { parseEnv } from "node:util";
const log = console.log;
for (const text of [
  "A=1\nB=2",
  "# a comment\nA=1 # after\n\nB='#not' # after",
  "A=\"double \\n newline\"\nB='single \\n none'\nC=`back tick`",
  'A="several\nlines"\nB=after',
  "A=\nB= \nC=''",
  "  A  =  spaced  ",
  "A=a=b=c",
  'A=it\'s\nB=say "hi"',
  'A="unclosed\nB=2',
  "A=1\r\nB=2\r\n",
  "A=1\nA=2",
  "URL=https://x.y/?a=b&c=d",
  "",
  "# only a comment",
])
  log(JSON.stringify(text), parseEnv(text));
for (const bad of [undefined, 5, null, {}]) {
  try {
    parseEnv(bad);
  } catch (error) {
    log(error.code, error.message);
  }
}

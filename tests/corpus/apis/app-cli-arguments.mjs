// A command line tool: parseArgs, subcommands, help, exit codes of a child of its own.
import { parseArgs } from 'node:util';
import { spawnSync } from 'node:child_process';
const OPTIONS = { verbose: { type: 'boolean', short: 'v', default: false }, output: { type: 'string', short: 'o' }, tag: { type: 'string', multiple: true } };
function cli(args) {
  const { values, positionals, tokens } = parseArgs({ args, options: OPTIONS, allowPositionals: true, tokens: true });
  const [command = 'help', ...rest] = positionals;
  switch (command) {
    case 'help': return `usage: tool [${Object.entries(OPTIONS).map(([name, { short }]) => (short ? `-${short}|--${name}` : `--${name}`)).join('] [')}] <command>`;
    case 'sum': return rest.map(Number).reduce((a, b) => a + b, 0);
    case 'show': return { values: { ...values }, rest, kinds: tokens.map(({ kind }) => kind).join() };
    default: throw new Error(`unknown command: ${command}`);
  }
}
for (const line of ['', 'sum 1 2 3.5', 'show -v --output=x.txt a --tag one --tag two', 'show -o', 'show --nope', 'fly', 'sum -- -1 -2', 'show -vo file'])
  try { console.log(`[${line}]`, cli(line.split(' ').filter(Boolean))); } catch (error) { console.log(`[${line}]`, error.name, error.code, error.message.split('.')[0]); }
const child = spawnSync('sh', ['-c', 'cat; echo "to stderr" >&2; exit 3'], { input: 'through\n', encoding: 'utf8' });
console.log(child.status, child.signal, JSON.stringify(child.stdout), JSON.stringify(child.stderr));
console.log(process.argv.length, process.argv.at(-1), process.env.SAVELOOP_TEST);
process.on('exit', (code) => console.log('exit with', code, process.exitCode));
process.exitCode = 4;

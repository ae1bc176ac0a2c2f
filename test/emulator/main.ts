import { parseArgs } from 'node:util';
import { startEmulator } from './emulator.ts';
import { readme } from './readme.ts';
import { upgrade } from './upgrade.ts';

const usage = `npm run emulator -- [readme] [upgrade] [--from COMMIT] [--keep]

  readme   runs every command of the README's "Deploy" and of infra/DEPLOY.md, and compares the lines that it ends with
  upgrade  deploys an older commit (default: the last one), then this checkout over it while orders come in

Both without a name. On an emulator of AWS that is started for it, on this machine: python3 -m ministack (pip install
ministack), or what EMULATOR says. --keep leaves it running, to look around.`;

const { values: options, positionals } = parseArgs({
  options: {
    from: { type: 'string', default: 'HEAD' },
    keep: { type: 'boolean' },
    help: { type: 'boolean' },
  },
  allowPositionals: true,
});
const wants = (part: string) => positionals.length === 0 || positionals.includes(part);
const unknown = positionals.filter((part) => !/^(?:readme|upgrade)$/.test(part));
if (options.help || unknown.length > 0) {
  console.log(usage);
  process.exit(options.help ? 0 : 1);
}
const emulator = await startEmulator();
console.log(`An emulator of AWS answers at ${emulator.url}`);
try {
  if (wants('readme')) await readme(emulator);
  if (wants('upgrade')) await upgrade(emulator, options.from);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  if (options.keep) console.log(`It goes on; its log is ${emulator.log}`);
  else emulator.stop();
}

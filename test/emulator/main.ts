import { parseArgs } from 'node:util';
import { startEmulator } from './emulator.ts';
import { upgrade } from './upgrade.ts';

const { values: options } = parseArgs({
  options: { from: { type: 'string', default: 'HEAD~1' } },
  allowPositionals: true,
});
const emulator = await startEmulator();
console.log(emulator.url, emulator.log);
try {
  await upgrade(emulator, options.from);
} finally {
  if (!process.env.KEEP) emulator.stop();
}

import { flushCompileCache } from 'node:module';
import { type HostOptions, startHost } from '../../../infra/local/host.ts';

/** A host in a process of its own, so that a test can kill it. Started by `spawnHost` with its options as JSON. */
const host = await startHost({
  ...(JSON.parse(process.argv[2] ?? '{}') as HostOptions),
  onEngineLost: (error) => {
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  },
});
const { invoke, stop, ...facts } = host;

process.on('SIGTERM', () => stop().then(() => process.exit(0)));
process.on('disconnect', () => stop().then(() => process.exit(0)));
process.on('message', ({ id, functionName, event }: { id: number; functionName: string; event: unknown }) => {
  invoke(functionName, event).then(
    (answer) => process.send?.({ id, answer }),
    (error) => process.send?.({ id, error: String(error) }),
  );
});
process.send?.({ facts });
// A process that is killed leaves nothing in the cache by itself, and the next one would compile all of it again.
flushCompileCache();

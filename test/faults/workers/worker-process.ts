import { flushCompileCache } from 'node:module';
import { pathToFileURL } from 'node:url';
import { accessKeyOf } from './access-key.ts';

/** A process that stands for one Lambda environment: `worker-pool.ts` starts it with a function's name and bundle. */
const [name, module = ''] = process.argv.slice(2);

process.env.AWS_ACCESS_KEY_ID = accessKeyOf(`${name}.${process.pid}`);
process.env.AWS_LAMBDA_FUNCTION_NAME = name;

const { handler } = (await import(pathToFileURL(module).href)) as {
  handler(event: unknown, context: object): Promise<unknown>;
};

/** Ignores a failure: the host may die at any moment. */
const send = (message: object) => process.send?.(message, () => {});

process.on('disconnect', () => process.exit());
send({});
// A process that is killed leaves nothing in the cache by itself, and the next one would compile all of it again.
flushCompileCache();
process.on('message', ({ id, event, remaining }: { id: number; event: unknown; remaining: number }) => {
  const deadline = performance.now() + remaining;
  const context = { getRemainingTimeInMillis: () => Math.max(0, deadline - performance.now()) };
  handler(event, context).then(
    (answer) => send({ id, answer }),
    (error) => send({ id, error: String(error) }),
  );
});

import { pathToFileURL } from 'node:url';

/** One environment of a function: started by `worker-pool.ts` with the function's name and bundle. */
const [name, module = ''] = process.argv.slice(2);

// The key id is the part of a signed request that says who sent it.
process.env.AWS_ACCESS_KEY_ID = `${name}.${process.pid}`;
process.env.AWS_LAMBDA_FUNCTION_NAME = name;

const { handler } = (await import(pathToFileURL(module).href)) as {
  handler(event: unknown, context: object): Promise<unknown>;
};

/** The host may die at any moment. */
const tell = (message: object) => process.send?.(message, () => {});

process.on('disconnect', () => process.exit());
tell({});
process.on('message', ({ id, event, remaining }: { id: number; event: unknown; remaining: number }) => {
  const deadline = performance.now() + remaining;
  const context = { getRemainingTimeInMillis: () => Math.max(0, deadline - performance.now()) };
  handler(event, context).then(
    (answer) => tell({ id, answer }),
    (error) => tell({ id, error: String(error) }),
  );
});

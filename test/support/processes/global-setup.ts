/**
 * One DynamoDB Local for the whole run, when that is the engine to test on: it takes seconds and 200 MB to start, and
 * every test has a table of its own. Hosts and demos start theirs, because they take tables by the stack's names: so they
 * do not know its address.
 */
export default async function setup(): Promise<(() => Promise<void>) | undefined> {
  if (process.env.RECADO_ENGINE !== 'dynamodb-local') return undefined;
  const { startEngine } = await import('../../../infra/local/engine/start.ts');
  const { openFolder } = await import('../../../infra/local/data/folders.ts');
  const folder = openFolder();
  const engine = await startEngine('dynamodb-local', folder, 'us-east-1');
  process.env.RECADO_TEST_ENGINE = engine.endpoint;
  return async () => {
    await engine.stop();
    folder.close();
  };
}

import { openFolder } from '../../../infra/local/data/folders.ts';
import type { Engine } from '../../../infra/local/engine/engine.ts';
import { chooseEngine, startEngine } from '../../../infra/local/engine/start.ts';

/**
 * Works on a host's stored data while the host does not run, with the table's stream off: what is written here happened
 * long ago and sets nothing in motion.
 */
export async function withoutStream<Result>(
  dataDir: string,
  tableName: string,
  work: (engine: Engine) => Promise<Result>,
): Promise<Result> {
  const folder = openFolder(dataDir);
  const engine = await startEngine(chooseEngine(), folder, 'us-east-1');
  const setStream = (StreamSpecification: object) =>
    engine.client.call('UpdateTable', { TableName: tableName, StreamSpecification });
  try {
    await setStream({ StreamEnabled: false });
    const result = await work(engine);
    await setStream({ StreamEnabled: true, StreamViewType: 'NEW_IMAGE' });
    return result;
  } finally {
    await engine.stop();
    folder.close();
  }
}

import { readDeclarations } from '../../../infra/local/assembly/declarations.ts';
import { loadAssembly } from '../../../infra/local/assembly/load.ts';
import { openFolder } from '../../../infra/local/data/folders.ts';
import { chooseEngine, startEngine } from '../../../infra/local/engine/start.ts';
import { createTables } from '../../../infra/local/engine/tables.ts';
import { synthesize } from '../../../infra/local/synth.ts';
import { progress } from '../report/report.ts';

/** An engine with the stack's tables, as the host starts it, without a stream reader. */
export interface EngineAlone {
  url: string;
  stop(): Promise<void>;
}

const REGION = 'us-east-1';

export async function startEngineAlone(): Promise<EngineAlone> {
  const { tables } = readDeclarations(loadAssembly(await synthesize(progress)), {
    region: REGION,
    accountId: '000000000000',
    apiUrl: 'http://127.0.0.1:1',
    queuesUrl: 'http://127.0.0.1:1',
  });
  const folder = openFolder();
  const engine = await startEngine(chooseEngine(), folder, REGION);
  await createTables(engine.client, tables);
  return {
    url: engine.endpoint,
    async stop() {
      await engine.stop();
      folder.close();
    },
  };
}

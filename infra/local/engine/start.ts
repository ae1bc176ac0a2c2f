import type { Folder } from '../data/folders.ts';
import { createEngineClient } from './client.ts';
import { startDynamoDbLocal } from './dynamodb-local.ts';
import { findDynoxide, startDynoxide } from './dynoxide.ts';
import { answering, type Engine } from './engine.ts';

/** `dynoxide`, `dynamodb-local`, or the URL of a DynamoDB that runs already. */
export type EngineChoice = string;

/**
 * The engine to run: what the caller asks for, else `DYNAMODB_ENDPOINT`, else `RECADO_ENGINE`, else dynoxide where npm
 * has a build of it for this platform, else DynamoDB Local.
 */
export function chooseEngine(asked?: EngineChoice): EngineChoice {
  return asked ?? (process.env.DYNAMODB_ENDPOINT || process.env.RECADO_ENGINE) ?? 'default';
}

/** @throws Error when the engine is not to be had here */
export async function startEngine(
  choice: EngineChoice,
  { path: folder, temporary }: Folder,
  region: string,
): Promise<Engine> {
  const removeAfter = temporary ? folder : undefined;
  if (/^https?:/.test(choice)) {
    const client = createEngineClient(choice, region);
    await answering(client, choice);
    return { name: choice, endpoint: choice, client, stop: async () => client.close() };
  }
  const dynoxide = findDynoxide();
  if (choice === 'dynamodb-local' || (choice === 'default' && !dynoxide))
    return startDynamoDbLocal(folder, region, removeAfter);
  if (choice !== 'default' && choice !== 'dynoxide')
    throw new Error(`RECADO_ENGINE must be dynoxide or dynamodb-local, not ${choice}`);
  if (!dynoxide) throw new Error(`dynoxide has no build for ${process.platform}-${process.arch}`);
  return startDynoxide(dynoxide, folder, region, removeAfter);
}

import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';

const SOURCE = `
  import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
  const client = new DynamoDBClient();
  export const handler = ({ id }) =>
    client.send(new GetItemCommand({ TableName: process.env.TABLE_NAME, Key: { pk: { S: id }, sk: { S: id } } }));
`;

/** The least that reads an item with the SDK's client, bundled and minified as esbuild does it by default for Node. */
export async function buildBareFunction(): Promise<{ path: string; bytes: number; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'recado-bare-'));
  const path = join(folder, 'index.cjs');
  await build({
    stdin: { contents: SOURCE, resolveDir: import.meta.dirname },
    outfile: path,
    bundle: true,
    platform: 'node',
    minify: true,
    logLevel: 'warning',
  });
  const { size } = await stat(path);
  return { path, bytes: size, remove: () => rm(folder, { recursive: true }) };
}

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StackSurroundings } from '../../../infra/local/assembly/identity.ts';
import type { Stack, Template } from '../../../infra/local/assembly/load.ts';

/** A stack in memory, for what only reads templates. */
export const stackOf = (name: string, template: Template, assets: Record<string, string> = {}): Stack => ({
  name,
  template,
  assets: new Map(Object.entries(assets)),
});

export const here: StackSurroundings = {
  region: 'us-east-1',
  accountId: '000000000000',
  apiUrl: 'http://127.0.0.1:3000',
  queuesUrl: 'http://127.0.0.1:9324',
};

export interface WrittenAssembly {
  directory: string;
  remove(): void;
}

/** Writes a cloud assembly of one stack, as the CDK does. @param sources the functions' modules, by asset hash */
export function writeAssembly(resources: object, sources: Record<string, string>): WrittenAssembly {
  const directory = mkdtempSync(join(tmpdir(), 'assembly-'));
  const write = (name: string, content: unknown) =>
    writeFileSync(join(directory, name), JSON.stringify(content));
  const files: Record<string, object> = {};
  for (const [hash, source] of Object.entries(sources)) {
    mkdirSync(join(directory, `asset.${hash}`));
    writeFileSync(join(directory, `asset.${hash}`, 'index.mjs'), source);
    files[hash] = { source: { path: `asset.${hash}` }, destinations: { here: { objectKey: `${hash}.zip` } } };
  }
  write('manifest.json', {
    artifacts: {
      Shop: { type: 'aws:cloudformation:stack', properties: { templateFile: 'Shop.template.json' } },
      'Shop.assets': { type: 'cdk:asset-manifest', properties: { file: 'Shop.assets.json' } },
      Tree: { type: 'cdk:tree', properties: { file: 'tree.json' } },
    },
  });
  write('Shop.template.json', { Resources: resources });
  write('Shop.assets.json', { files });
  return { directory, remove: () => rmSync(directory, { recursive: true, force: true }) };
}

/** A function that shows each event to the observer and answers what the observer says; it throws when told to. */
export const OBSERVED = `
export const handler = async (event) => {
  const answer = await fetch(process.env.OBSERVER, { method: 'POST', body: JSON.stringify(event) });
  if (!answer.ok) throw new Error('The observer has it fail');
  const text = await answer.text();
  return text === '' ? undefined : JSON.parse(text);
};
`;

/** A function's properties, as far as every one has them. */
export const functionOf = (hash: string, more: object = {}) => ({
  Type: 'AWS::Lambda::Function',
  Properties: {
    Code: { S3Bucket: 'assets', S3Key: `${hash}.zip` },
    Handler: 'index.handler',
    Runtime: 'nodejs24.x',
    Timeout: 10,
    ...more,
  },
});

/** The table `orders`, by its `pk`. */
export const ordersTable = (more: object = {}) => ({
  Type: 'AWS::DynamoDB::Table',
  Properties: {
    TableName: 'orders',
    KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
    AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
    ...more,
  },
});

export interface Observer<Event> {
  url: string;
  /** What the functions were given, oldest first. */
  events: Event[];
  /** What they answer. Throw to have the function throw. */
  answer: (event: Event) => unknown;
  stop(): void;
}

/** Stands outside the host, so that it also sees what a killed one did. */
export async function startObserver<Event>(
  answer: (event: Event) => unknown = () => undefined,
): Promise<Observer<Event>> {
  const events: Event[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', async () => {
      const event = JSON.parse(Buffer.concat(chunks).toString()) as Event;
      events.push(event);
      try {
        response.end(JSON.stringify(await observer.answer(event)) ?? '');
      } catch {
        response.writeHead(500).end();
      }
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const observer: Observer<Event> = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    events,
    answer,
    stop() {
      server.close();
      server.closeAllConnections();
    },
  };
  return observer;
}

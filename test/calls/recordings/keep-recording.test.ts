import { S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Folder, openFolder } from '../../../infra/local/data/folders.ts';
import { type LocalQueues, startQueues } from '../../../infra/local/queues/fauxqs.ts';
import { createFiles } from '../../../shared/adapters/files/s3-files.lazy.ts';
import type { Message } from '../../../shared/adapters/queues/queues.ts';
import { findRecording } from '../../../shared/calls/call/find-recording.ts';
import { keepRecording } from '../../../shared/calls/call/keep-recording.ts';
import { getOrder } from '../../../shared/calls/call/order-calls.ts';
import type { RecordingMessage } from '../../../shared/calls/recordings/recording-message.ts';
import type { Telephony } from '../../../shared/calls/telephony/port/port.ts';
import { type Answer, type Stand, startStand } from '../../fakes/http-stand.ts';
import { engine, useTable } from '../../support/table/setting.ts';
import { runScenario } from '../retell/scenario.ts';
import { PUBLIC_URL } from '../support/live-order.ts';

useTable();

const Bucket = 'exports';
const WAV = `RIFF\0\0\0\0WAVEfmt ${'a'.repeat(2000)}`;
const NOW = new Date('2026-11-22T18:00:00Z');

let folder: Folder;
let server: LocalQueues;
let client: S3Client;
let provider: Stand;
/** What the provider answers, one after the other; the last one stands for all that follow. */
let answers: Answer[] = [];
const asked: (string | undefined)[] = [];

beforeAll(async () => {
  folder = openFolder();
  server = await startQueues('us-east-1', folder);
  server.create([], [Bucket]);
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  client = new S3Client({ endpoint: server.url, region: 'us-east-1', credentials, forcePathStyle: true });
  provider = await startStand(({ headers }) => {
    asked.push(headers.authorization);
    return answers.length > 1 ? answers.shift() : answers[0];
  });
});

afterAll(async () => {
  client.destroy();
  await Promise.all([server.stop(), provider.stop()]);
  folder.close();
});

/** An order whose call was recorded, and what works on its recording. */
async function recorded(settings: object = {}) {
  const source = `${provider.url}/recording.wav`;
  const result = await runScenario([{ analysis: { outcome: 'confirmed' }, recordingUrl: source }], {
    settings: { recordings: 'keep', recordingDays: 30, ...settings },
    // As often as it likes.
    copies: () => 2,
  });
  const { order, scope } = result;
  const [call] = result.calls;
  if (call === undefined) throw new Error('There is no call');
  const pk = `FOLLOWUP#${scope.tenantId}#live#${call.id}`;
  const jobs = (await engine.table.query({ pk, prefix: 'EVENT#' })).items
    .map(({ job }) => job as { queue: string; body: RecordingMessage })
    .filter(({ queue }) => queue === 'exports');
  const sent: Message[] = [];
  let now = NOW;
  const files = createFiles(client, Bucket);
  const services = {
    table: engine.table,
    clock: () => now,
    speed: 1,
    files,
    queues: { send: async (_queue: string, messages: readonly Message[]) => void sent.push(...messages) },
    telephonyFor: async (): Promise<Telephony | undefined> => undefined,
    allowPrivate: true,
  };
  return {
    ...{ result, call, source, jobs, sent, services },
    link: `${PUBLIC_URL}/platform/v1/orders/${order.id}/calls/${call.id}/recording`,
    later: (days: number) => {
      now = new Date(NOW.getTime() + days * 86_400_000);
    },
    find: () => findRecording(services, scope, order.id, call.id),
    read: async () => (await getOrder(engine.table, scope, order.id))?.calls[0],
    /** Works off a message and those that follow from it. */
    async work(message = jobs[0]?.body): Promise<(number | undefined)[]> {
      if (message === undefined) throw new Error('Nothing is to be done');
      await keepRecording(services, message);
      const delays = [];
      for (let next = sent.shift(); next !== undefined; next = sent.shift()) {
        delays.push(next.delaySeconds);
        await keepRecording(services, next.body as RecordingMessage);
      }
      return delays;
    },
  };
}

const audio: Answer = { status: 200, body: WAV, headers: { 'content-type': 'audio/wav' } };

describe('a recording that is to be kept', () => {
  test('is shown as our link immediately, also to webhooks, and fetched once', async () => {
    answers = [audio];
    const { result, call, link, jobs, source, find } = await recorded();
    expect(call).toMatchObject({ recordingUrl: link, recording: { source } });
    expect(
      result.finals.map(({ data }) => (data as { call: { recordingUrl: string } }).call.recordingUrl),
    ).toEqual([link]);
    expect(jobs).toHaveLength(1);
    expect(await find()).toBe(source);
  });

  test('is fetched into the bucket, and served by a link that works without further credentials', async () => {
    answers = [audio];
    const { call, result, link, work, find, read } = await recorded();
    expect(await work()).toEqual([]);
    const file = `recordings/030/${result.scope.tenantId}/${result.order.id}/${call.id}.wav`;
    expect(await read()).toMatchObject({
      recordingUrl: link,
      recording: { file, until: new Date(NOW.getTime() + 30 * 86_400_000).toISOString() },
    });
    const response = await fetch(await find());
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'audio/wav']);
    expect(await response.text()).toBe(WAV);
    expect(await find()).toContain('X-Amz-Expires=900');
  });

  test('is fetched once, however often the message comes', async () => {
    answers = [audio];
    const { work, jobs } = await recorded();
    asked.length = 0;
    await work();
    await work();
    await work(jobs[0]?.body);
    expect(asked).toEqual([undefined]);
  });

  test('is written once when the worker dies after writing, and the message comes again', async () => {
    answers = [audio];
    const { work, services, read, find } = await recorded();
    const { table } = services;
    services.table = Object.create(table, {
      update: { value: () => Promise.reject(new Error('The process is dead')) },
    }) as typeof table;
    await expect(work()).rejects.toThrow('dead');
    expect((await read())?.recording).not.toHaveProperty('file');
    services.table = table;
    await work();
    expect(await (await fetch(await find())).text()).toBe(WAV);
  });

  test('is not found after the tenant’s retention', async () => {
    answers = [audio];
    const { work, find, later } = await recorded();
    await work();
    later(29.9);
    await find();
    later(30);
    await expect(find()).rejects.toMatchObject({ code: 'not_found' });
  });

  test('is fetched with the account’s credentials where the provider requires them', async () => {
    answers = [audio];
    const { work, services, source } = await recorded();
    asked.length = 0;
    const recordingAt = () => ({ url: `${source}.mp3`, headers: { authorization: 'Basic own' } });
    services.telephonyFor = async () =>
      ({ provider: 'retell', recordingAt }) as Partial<Telephony> as Telephony;
    await work();
    expect(asked).toEqual(['Basic own']);
  });

  test('is fetched without credentials when another provider made the call', async () => {
    answers = [audio];
    const { work, services } = await recorded();
    asked.length = 0;
    const recordingAt = () => ({ url: 'https://nowhere.test', headers: { authorization: 'Basic own' } });
    services.telephonyFor = async () =>
      ({ provider: 'twilio', recordingAt }) as Partial<Telephony> as Telephony;
    await work();
    expect(asked).toEqual([undefined]);
  });
});

describe('a recording that cannot be fetched', () => {
  test('is tried again, and kept when it can', async () => {
    answers = [{ status: 404, body: '' }, { status: 503, body: '' }, undefined, audio];
    const { work, read } = await recorded();
    expect(await work()).toEqual([60, 300, 900]);
    expect((await read())?.recording?.file).toMatch(/^recordings\/030\/.*\.wav$/);
  });

  test('is given up after the last time, and the call shows the provider’s URL', async () => {
    answers = [{ status: 404, body: '' }];
    const { work, read, find, source } = await recorded();
    expect(await work()).toEqual([60, 300, 900, 900, 900]);
    expect(await read()).toMatchObject({ recordingUrl: source, recording: { source } });
    expect(await find()).toBe(source);
  });

  test.each<[string, Answer]>([
    [
      'what is no audio',
      { status: 200, body: '<html>sign in</html>', headers: { 'content-type': 'audio/wav' } },
    ],
    [
      'what is too long',
      { status: 200, body: 'RIFF', headers: { 'content-length': String(51 * 1024 * 1024) } },
    ],
  ])('%s is given up at once', async (_what, given) => {
    answers = [given];
    const { work, read, source } = await recorded();
    expect(await work()).toEqual([]);
    expect((await read())?.recordingUrl).toBe(source);
  });

  test('is given up at once when it lies at a private address', async () => {
    const { work, read, source, services } = await recorded();
    services.allowPrivate = false;
    asked.length = 0;
    expect(await work()).toEqual([]);
    expect([(await read())?.recordingUrl, asked]).toEqual([source, []]);
  });
});

test.each(['none', 'provider'])('with recordings %s it stays with the provider', async (recordings) => {
  const { call, source, jobs } = await recorded({ recordings });
  expect([call.recordingUrl, call.recording, jobs]).toEqual([source, undefined, []]);
});

import { beforeEach, describe, expect, it } from 'vitest';
import {
  DUE_SHARDS,
  type DueItem,
  duePartition,
  dueToItem,
  type SweepServices,
  sweepDue,
} from '../../shared/adapters/due/due.ts';
import type { Item } from '../../shared/adapters/dynamo/expressions.ts';
import { createLogger } from '../../shared/adapters/logging/logger.ts';
import type { Outgoing, QueueName, Queues } from '../../shared/adapters/queues/queues.ts';
import { inParallel } from '../../shared/base/async/in-parallel.ts';
import { metricsOf } from '../support/aws/metrics.ts';
import { crashAfter, crashing } from '../support/crash.ts';
import { engine, useTable } from '../support/table/setting.ts';

const NOW = new Date('2026-03-17T21:00:00.000Z');
const ahead = (ms: number) => new Date(NOW.getTime() + ms).toISOString();

let sent: [QueueName, object][];
let services: SweepServices;
useTable();
beforeEach(async () => {
  for (const { pk, sk } of await waiting()) await engine.table.delete({ pk, sk });
  sent = [];
  services = {
    table: engine.table,
    queues: {
      async send(queue, messages) {
        for (const { body, group } of messages) {
          expect(group).toBe('tnt_1');
          sent.push([queue, body]);
        }
      },
    },
    clock: () => NOW,
    speed: 1,
    log: createLogger({}, { write: () => {} }),
    remaining: () => 50_000,
  };
});

async function waiting() {
  const items = [];
  for (let shard = 0; shard < DUE_SHARDS; shard++)
    for await (const item of engine.table.all({ pk: duePartition(shard) })) items.push(item);
  return items;
}

const add = async (...dues: DueItem[]) => {
  const results = await inParallel(dues, 10, (due) => engine.table.put(dueToItem(due)));
  expect(results.filter(({ status }) => status === 'rejected')).toEqual([]);
};

const due = (id: string, dueAt: string, queue: DueItem['queue'] = 'calls'): DueItem => ({
  id,
  dueAt,
  queue,
  body: { id },
  group: 'tnt_1',
});

describe('the sweep', () => {
  it('records each time how late it was, and nothing when it could not sweep every shard', async () => {
    expect(await metricsOf(() => sweepDue(services))).toEqual([{ DueLag: 0 }]);
    await add(due('late', ahead(-90_000)), due('later', ahead(-30_000)), due('early', ahead(60_000)));
    expect(await metricsOf(() => sweepDue(services))).toEqual([{ DueLag: 90 }]);
    await add(due('late', ahead(-90_000)));
    const queues = { send: () => Promise.reject(new Error('The queue is away')) };
    const failing = () => sweepDue({ ...services, queues }).catch(() => undefined);
    expect(await metricsOf(failing)).toEqual([]);
  });

  it('sends what is due to its queue, deletes it, and leaves the rest', async () => {
    await add(
      due('late', ahead(-3_600_000)),
      due('now', ahead(0), 'webhooks'),
      due('soon', ahead(1)),
      due('tomorrow', ahead(86_400_000)),
    );
    expect(await sweepDue(services)).toBe(2);
    expect(sent).toHaveLength(2);
    expect(sent).toEqual(
      expect.arrayContaining([
        ['calls', { id: 'late' }],
        ['webhooks', { id: 'now' }],
      ]),
    );
    expect((await waiting()).map(({ id }) => id).sort()).toEqual(['soon', 'tomorrow']);
  });

  it('continues until all is sent, however much it is', async () => {
    const many = Array.from({ length: 600 }, (_, index) => due(`call_${index}`, ahead(-index)));
    await add(...many);
    expect(await sweepDue(services)).toBe(600);
    expect(new Set(sent.map(([, body]) => JSON.stringify(body))).size).toBe(600);
    expect(await waiting()).toEqual([]);
  });

  it('stops when its time is up, and the next one continues', async () => {
    await add(...Array.from({ length: 20 }, (_, index) => due(`call_${index}`, ahead(-1))));
    expect(await sweepDue({ ...services, remaining: () => 4_999 })).toBe(0);
    expect(sent).toEqual([]);
    expect(await sweepDue(services)).toBe(20);
  });

  it('loses nothing wherever it dies, and what it sends twice is the same', async () => {
    for (let steps = 1; ; steps++) {
      sent = [];
      await add(due('one', ahead(-2)), due('two', ahead(-1)));
      const point = crashAfter(steps);
      const dying = {
        ...services,
        table: crashing(engine.table, point),
        queues: crashing(services.queues, point),
      };
      const died = await sweepDue(dying).then(
        () => false,
        () => true,
      );
      await sweepDue(services);
      expect(new Set(sent.map(([, body]) => JSON.stringify(body)))).toEqual(
        new Set(['{"id":"one"}', '{"id":"two"}']),
      );
      expect(await waiting()).toEqual([]);
      if (!died) break;
    }
  });

  it('says which shards failed after it has swept the others', async () => {
    const dues = Array.from({ length: 40 }, (_, index) => due(`call_${index}`, ahead(-1)));
    await add(...dues);
    const table: typeof engine.table = {
      ...engine.table,
      async query(query) {
        if (query.pk === duePartition(3)) throw new Error('The partition is away');
        return engine.table.query(query);
      },
    };
    await expect(sweepDue({ ...services, table })).rejects.toThrow('1 shards could not be swept');
    const left = await waiting();
    expect(new Set(left.map(({ pk }) => pk))).toEqual(new Set([duePartition(3)]));
    expect(sent).toHaveLength(40 - left.length);
  });
});

describe('due work that this release does not know', () => {
  let outgoing: Outgoing[];
  let noting: SweepServices;
  beforeEach(() => {
    outgoing = [];
    const send: Queues['send'] = async (queue, messages) => {
      for (const message of messages) outgoing.push({ queue, message });
    };
    noting = { ...services, queues: { send } };
  });
  const put = (item: Item) => engine.table.put(item);
  const stored = (changes: object) => ({ ...dueToItem(due('strange', ahead(-60_000))), ...changes });

  it('waits when its queue is of a newer release, and holds up nothing else', async () => {
    await put(stored({ queue: 'robots' }));
    await add(due('known', ahead(0)));
    expect(await sweepDue(noting)).toBe(2);
    expect(outgoing.toSorted((one, other) => (one.queue < other.queue ? -1 : 1))).toEqual([
      { queue: 'calls', message: { body: { id: 'known' }, group: 'tnt_1' } },
      {
        queue: 'later',
        message: {
          body: { queue: 'robots', body: { id: 'strange' }, group: 'tnt_1', since: NOW.toISOString() },
          delaySeconds: 900,
        },
      },
    ]);
    expect(await waiting()).toEqual([]);
  });

  it.each([
    ['no queue', { queue: 7 }],
    ['no body', { body: 'dial' }],
    ['no time', { dueAt: 'soon' }],
  ])('is parked whole when it has %s, and holds up nothing else', async (_, changes) => {
    const item = stored(changes);
    await put(item);
    expect(await metricsOf(() => sweepDue(noting))).toEqual([{ DueLag: 60 }]);
    expect(outgoing).toEqual([
      { queue: 'parked', message: { body: { due: item, reason: expect.stringMatching(/^\w+: ./) } } },
    ]);
    expect(await waiting()).toEqual([]);
  });
});

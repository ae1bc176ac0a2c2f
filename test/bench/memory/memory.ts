import { TIMELINE_PREFIX } from '../../../shared/events/event.ts';
import { createEndpoint } from '../../../shared/webhooks/endpoints/create-endpoint.ts';
import { toEvent } from '../../support/api/event.ts';
import { cipher } from '../../support/data/cipher.ts';
import { addTenant } from '../../support/data/tenant.ts';
import { startTable } from '../../support/table/table.ts';
import { recordOf } from '../../webhooks/support/factories.ts';
import { HOT, type HotFunction } from '../hot-functions.ts';
import { bundleOf, functionsOf } from '../load-times/load-times.ts';
import { progress } from '../report/report.ts';
import { median } from '../report/statistics.ts';
import { startReceiver } from '../shop/receiver.ts';
import { phoneNumber, triggerBody } from '../shop/shop.ts';
import { type FunctionProcess, type Invoked, startFunction } from './function-process.ts';
import { startQueueStandIn } from './queue-stand-in.ts';

export interface HotWork {
  function: HotFunction;
  /** For a confirmed order whose steps all come alone. */
  perOrder: number;
  /** Processor time of loading it, and of its first invocation. */
  loadCpuMs: number;
  firstCpuMs: number;
  /** Of a later invocation, and its requests to DynamoDB and SQS one after the other. */
  cpuMs: number;
  trips: number;
  /** As it is deployed. */
  memoryMb: number;
}

/** Orders before it counts: by then V8 has compiled what is run most. */
const WARM_UP = 30;

/**
 * Has orders confirmed one by one, each hot function in a process of its own, and measures what each invocation takes.
 * @param assembly of the stage whose functions are measured
 * @param found called after each order that counts
 */
export async function measureHotFunctions(
  assembly: string,
  orders: number,
  found: (works: readonly HotWork[]) => void,
): Promise<HotWork[]> {
  const engine = await startTable();
  const queues = await startQueueStandIn();
  const receiver = await startReceiver();
  const processes = new Map<HotFunction, FunctionProcess>();
  const invoked = new Map<HotFunction, Invoked[]>(HOT.map((name) => [name, []]));
  try {
    const { tenant, testKey } = await addTenant(engine.table);
    const scope = { tenantId: tenant.id, mode: 'test' } as const;
    const given = { url: receiver.url, events: ['call.outcome_final'], enabled: true } as const;
    await createEndpoint({ table: engine.table, cipher }, scope, given, new Date(), () => []);
    const declared = functionsOf(assembly);
    const declarationOf = (name: HotFunction) => {
      const found = declared.find((one) => one.name.endsWith(`-${name}`));
      if (found === undefined) throw new Error(`The stage has no function ${name}`);
      return found;
    };
    for (const name of HOT) {
      const { module, environment } = declarationOf(name);
      const urls = Object.keys(environment).filter((variable) => variable.endsWith('_QUEUE_URL'));
      processes.set(
        name,
        await startFunction(bundleOf(module), {
          ...environment,
          ...Object.fromEntries(urls.map((variable) => [variable, queues.urlOf(variable)])),
          ...engine.environment,
        }),
      );
    }
    const invoke = async (name: HotFunction, event: object): Promise<unknown> => {
      const answer = await processes.get(name)?.invoke(event);
      if (answer === undefined) throw new Error(`${name} does not run`);
      invoked.get(name)?.push(answer);
      return answer.result;
    };
    const feed = async (name: HotFunction, queue: string): Promise<boolean> => {
      const bodies = queues.take(queues.urlOf(queue));
      for (const body of bodies) await invoke(name, { Records: [{ messageId: 'm', body, attributes: {} }] });
      return bodies.length > 0;
    };
    const worksAfter = (confirmed: number): HotWork[] =>
      HOT.map((name) => {
        const all = invoked.get(name) ?? [];
        const warm = all.slice(Math.ceil((all.length * WARM_UP) / confirmed));
        return {
          function: name,
          perOrder: all.length / confirmed,
          loadCpuMs: processes.get(name)?.loadCpuMs ?? Number.NaN,
          firstCpuMs: all[0]?.cpuMs ?? Number.NaN,
          cpuMs: median(warm.map(({ cpuMs }) => cpuMs)),
          trips: median(warm.map(({ trips }) => trips)),
          memoryMb: declarationOf(name).memoryMb,
        };
      });
    for (let n = 0; n < WARM_UP + orders; n++) {
      progress(`Order ${n + 1} of ${WARM_UP + orders} is confirmed`);
      const event = toEvent({
        ...{ method: 'POST', path: '/api/v1/calls/trigger', key: testKey },
        body: triggerBody(`MEMORY-${n}`, phoneNumber(n)),
      });
      const { body = '' } = (await invoke('trigger-call', event)) as { body?: string };
      const { orderId } = JSON.parse(body) as { orderId: string };
      const told = new Set<string>();
      for (let isMoving = true; isMoving || receiver.received.length <= n; ) {
        if (!isMoving) await new Promise((resume) => setTimeout(resume, 20));
        const pk = `ORDER#${tenant.id}#test#${orderId}`;
        const { items } = await engine.table.query({ pk, prefix: TIMELINE_PREFIX });
        const fresh = items.filter(({ sk }) => !told.has(sk));
        for (const item of fresh) {
          told.add(item.sk);
          await invoke('relay-events', { Records: [recordOf(item)] });
        }
        const wasDialed = await feed('dial-call', 'CALLS_QUEUE_URL');
        const wasTold = await feed('deliver-webhook', 'WEBHOOKS_QUEUE_URL');
        isMoving = fresh.length > 0 || wasDialed || wasTold;
      }
      if (n >= WARM_UP) found(worksAfter(n + 1));
    }
    return worksAfter(WARM_UP + orders);
  } finally {
    for (const process of processes.values()) process.stop();
    await receiver.stop();
    queues.stop();
    await engine.stop();
  }
}

import { connect } from 'node:net';
import type { LoadPlan, LoadResult } from './load.ts';
import { requestOf } from './load-requests.ts';

// A process of its own that speaks HTTP/1.1 by hand: a client library would take as much of the two cores as what it
// measures. It relies on what the local host answers: a Content-Length on every response.

/** Keeps one connection busy until nothing is left to send. */
function keepBusy(plan: LoadPlan, next: () => number | undefined, result: LoadResult): Promise<void> {
  const { hostname, port } = new URL(plan.url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname);
    let answer = Buffer.alloc(0);
    let sentAt = 0;
    const send = () => {
      const n = next();
      if (n === undefined) {
        socket.end();
        return resolve();
      }
      sentAt = performance.now();
      socket.write(requestOf(plan, n));
    };
    socket.setNoDelay(true);
    socket.on('connect', send);
    socket.on('error', reject);
    socket.on('data', (chunk) => {
      answer = answer.length === 0 ? chunk : Buffer.concat([answer, chunk]);
      const headEnd = answer.indexOf('\r\n\r\n');
      if (headEnd < 0) return;
      const head = answer.toString('latin1', 0, headEnd);
      const length = Number(/content-length: (\d+)/i.exec(head)?.[1]);
      if (answer.length < headEnd + 4 + length) return;
      result.milliseconds.push(performance.now() - sentAt);
      const status = head.slice(9, 12);
      result.statuses[status] = (result.statuses[status] ?? 0) + 1;
      answer = Buffer.alloc(0);
      send();
    });
  });
}

process.on('message', async (plan: LoadPlan) => {
  const result: LoadResult = { seconds: 0, milliseconds: [], statuses: {} };
  let sent = 0;
  const started = performance.now();
  const deadline = started + plan.seconds * 1000;
  const next = () => (performance.now() < deadline ? plan.first + sent++ : undefined);
  await Promise.all(Array.from({ length: plan.connections }, () => keepBusy(plan, next, result)));
  result.seconds = (performance.now() - started) / 1000;
  // Not before all of it is on its way: megabytes do not fit into the channel at once.
  process.send?.(result, () => process.disconnect());
});

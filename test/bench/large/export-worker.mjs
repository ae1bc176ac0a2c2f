// A worker's bundle in a process of its own: handles one event and says what that took.
import { subscribe } from 'node:diagnostics_channel';
import { readFileSync } from 'node:fs';

/** Bytes of a line of this process's status (Linux; 0 elsewhere). `VmHWM` is the peak of `VmRSS`. */
function memory(name) {
  try {
    const status = readFileSync('/proc/self/status', 'utf8');
    return Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}

process.once('message', async ({ bundle, event }) => {
  let readUnits = 0;
  subscribe('recado:dynamodb', (trip) => {
    readUnits += trip.readUnits;
  });
  const { handler } = await import(bundle);
  const idleBytes = memory('VmRSS');
  const started = performance.now();
  const answer = await handler(event);
  const seconds = (performance.now() - started) / 1000;
  process.send({ answer, seconds, readUnits, idleBytes, peakBytes: memory('VmHWM') });
  process.disconnect();
});

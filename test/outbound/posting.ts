import { afterEach, expect } from 'vitest';
import { type Post, post } from '../../shared/adapters/outbound/post.ts';
import { type Receiver, startReceiver } from '../webhooks/support/receiver.ts';

const open: { stop(): Promise<void> }[] = [];

/** Ends what a test started when it is over. */
export function useServers(): void {
  afterEach(async () => {
    for (const one of open.splice(0)) await one.stop();
  });
}

/** Has a server end with its test. */
export function ending<Server extends { stop(): Promise<void> }>(started: Server): Server {
  open.push(started);
  return started;
}

export async function receiver(answer?: Receiver['answer']): Promise<Receiver> {
  const started = ending(await startReceiver());
  if (answer) started.answer = answer;
  return started;
}

/** What became of a request with a body of two bytes for `ñ`. */
export async function send(url: string, more: Partial<Post> = {}) {
  const { durationMs, ...result } = await post({
    url,
    headers: { 'content-type': 'application/json', 'x-extra': '1' },
    body: '{"a":"ñ"}',
    deadlineMs: 5000,
    allowPrivate: true,
    ...more,
  });
  expect(durationMs).toBeGreaterThanOrEqual(0);
  return result;
}

import { fork } from 'node:child_process';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { post } from '../../shared/adapters/outbound/post.ts';

const open: (() => void)[] = [];
afterEach(() => {
  for (const close of open.splice(0)) close();
});

/** Longer than Node's own patience with one address of several, and shorter than a second try of TCP takes. */
const FAR_MS = 500;

/** A receiver on IPv4 in a process of its own, which takes no connection until it is resumed. */
async function stoppedReceiver(): Promise<{ port: number; resume(): void }> {
  const child = fork(`${import.meta.dirname}/slow-to-accept.mjs`, { execArgv: [] });
  open.push(() => child.kill('SIGKILL'));
  const [port] = (await once(child, 'message')) as [number];
  child.kill('SIGSTOP');
  // As many as the system takes; a connection beyond them is answered at its second try.
  const filled: Socket[] = Array.from({ length: 4 }, () => connect(port, '127.0.0.1'));
  for (const socket of filled) socket.on('error', () => {});
  open.push(() => {
    for (const socket of filled) socket.destroy();
  });
  await once(filled[0] as Socket, 'connect');
  return { port, resume: () => child.kill('SIGCONT') };
}

describe('a name with addresses of both families', () => {
  it('is reached where the only one that works takes longer to connect than a near one', async () => {
    const { port, resume } = await stoppedReceiver();
    const result = post(
      {
        url: `http://shop.test:${port}/`,
        headers: {},
        body: '{}',
        deadlineMs: 10_000,
        allowPrivate: true,
      },
      async () => [
        { address: '127.0.0.1', family: 4 },
        { address: '::1', family: 6 },
      ],
    );
    setTimeout(resume, FAR_MS);
    expect(await result).toMatchObject({ ok: true, status: 200, body: 'here' });
  });

  it('is reached at the other address where one refuses', async () => {
    const { port, resume } = await stoppedReceiver();
    resume();
    const result = await post(
      { url: `http://shop.test:${port}/`, headers: {}, body: '{}', deadlineMs: 10_000, allowPrivate: true },
      async () => [
        { address: '::1', family: 6 },
        { address: '127.0.0.1', family: 4 },
      ],
    );
    expect(result).toMatchObject({ ok: true, status: 200, body: 'here' });
  });
});

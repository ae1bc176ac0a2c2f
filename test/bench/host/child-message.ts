import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** The next message of a process. @throws Error when it ends without one */
export async function messageOf<Message>(child: ChildProcess, name: string): Promise<Message> {
  // A process is asked many times: what waits for its end goes with the message.
  const heard = new AbortController();
  const { signal } = heard;
  const ended = once(child, 'exit', { signal }).then(([code, killedBy]) => {
    throw new Error(`${name} ended with ${code ?? killedBy}`);
  });
  try {
    const [message] = await Promise.race([once(child, 'message', { signal }), ended]);
    return message as Message;
  } finally {
    ended.catch(() => undefined);
    heard.abort();
  }
}

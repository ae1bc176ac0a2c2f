import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** The next message of a process. @throws Error when it ends without one */
export async function messageOf<Message>(child: ChildProcess, name: string): Promise<Message> {
  const ended = once(child, 'exit').then(([code, signal]) => {
    throw new Error(`${name} ended with ${code ?? signal}`);
  });
  const [message] = await Promise.race([once(child, 'message'), ended]);
  return message as Message;
}

import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { SENDERS, type SenderRequest } from '../../../shared/adapters/aws/sender.ts';
import { createConnections } from './connections.ts';

/**
 * Lets functions of this process send their requests to these servers over connections that all of them share.
 * @param urls of servers beside this process
 * @returns a function that ends the sharing and closes the connections
 */
export function shareConnections(urls: readonly string[]): () => void {
  const shared = urls.map((url) => {
    const { hostname, port } = new URL(url);
    return { hostname, port: Number(port), connections: createConnections(hostname, Number(port)) };
  });
  const answer = (message: unknown): void => {
    const asked = message as SenderRequest;
    const { protocol, hostname, port } = asked.address;
    const found = shared.find((server) => server.hostname === hostname && server.port === Number(port));
    if (protocol === 'http:' && found) asked.send = found.connections.send;
  };
  subscribe(SENDERS, answer);
  return () => {
    unsubscribe(SENDERS, answer);
    for (const { connections } of shared) connections.close();
  };
}

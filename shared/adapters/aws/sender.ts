import { channel } from 'node:diagnostics_channel';
import { Agent, type IncomingMessage, request } from 'node:http';
import { Agent as SecureAgent, request as secureRequest } from 'node:https';

/** Concurrent connections: as many as the SDK opens. */
const MAX_SOCKETS = 50;

/** These services answer in milliseconds: a connection that is silent for this long is dead. */
export const IDLE_TIMEOUT_MS = 5000;

export interface ServerAddress {
  /** `http:` or `https:` */
  protocol: string;
  hostname: string;
  port?: number;
}

export interface AwsResponse {
  status: number;
  bytes: Buffer;
}

/**
 * Posts to `/` of one server over connections that stay open.
 * @param headers names and values in turn, as they are sent; with host and content-length
 * @throws when no complete answer arrives
 */
export type Send = (headers: readonly string[], body: string) => Promise<AwsResponse>;

/** On this channel of `node:diagnostics_channel`, listeners are asked for a sender before one is made. */
export const SENDERS = 'recado:senders';

/** A listener that has a sender for the server sets it here: the local host shares its connections that way. */
export interface SenderRequest {
  address: ServerAddress;
  send?: Send;
}

export function createSender(address: ServerAddress): Send {
  const asked: SenderRequest = { address };
  channel(SENDERS).publish(asked);
  return asked.send ?? senderOver(address);
}

function senderOver({ protocol, hostname, port }: ServerAddress): Send {
  const isSecure = protocol === 'https:';
  const agent = new (isSecure ? SecureAgent : Agent)({ keepAlive: true, maxSockets: MAX_SOCKETS });
  const open = isSecure ? secureRequest : request;
  const place = { hostname, port, agent, method: 'POST', path: '/', timeout: IDLE_TIMEOUT_MS };
  return (headers, body) =>
    new Promise((resolve, reject) => {
      const sent = open({ ...place, headers }, (answer) => {
        bytesOf(answer).then((bytes) => resolve({ status: answer.statusCode ?? 0, bytes }), reject);
      });
      sent.on('timeout', () => sent.destroy(new Error(`${hostname} sent nothing for ${IDLE_TIMEOUT_MS} ms`)));
      sent.on('error', reject);
      sent.end(body);
    });
}

function bytesOf(answer: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    answer.on('data', (chunk: Buffer) => chunks.push(chunk));
    answer.on('end', () => {
      const [only] = chunks;
      resolve(only && chunks.length === 1 ? only : Buffer.concat(chunks));
    });
    answer.on('error', reject);
  });
}

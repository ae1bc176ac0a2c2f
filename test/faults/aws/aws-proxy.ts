import {
  Agent,
  createServer,
  type IncomingMessage,
  type ServerResponse,
  request as sendRequest,
} from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { FastClock } from '../support/fast-clock.ts';
import type { FaultRates } from '../support/fault-rates.ts';
import type { Journal } from '../support/journal.ts';
import type { Random } from '../support/random.ts';
import { callerOf } from '../workers/access-key.ts';
import type { AwsRequest } from './aws-request.ts';
import { delayAndShuffle, duplicatesOf } from './message-faults.ts';
import { drawFault } from './request-faults.ts';

/** A proxy between functions and one AWS service, which injects faults into requests and messages. */
export interface AwsProxy {
  url: string;
  /** Sets where the service listens from now on; undefined while its host is down. */
  forwardTo(upstream: string | undefined): void;
  /** Forwards everything unchanged from now on. */
  stopFaults(): void;
  /** Kills one of the connected processes of a worker. @returns whether there was one */
  killOne(worker: string): boolean;
  stop(): Promise<void>;
}

/** How long a request waits for a host that is down. */
const UPSTREAM_TIMEOUT_MS = 20_000;

export async function startAwsProxy(
  service: AwsRequest['service'],
  rates: FaultRates,
  random: Random,
  clock: FastClock,
  journal: Journal,
): Promise<AwsProxy> {
  let injectsFaults = true;
  let upstream: string | undefined;
  let agent = new Agent({ keepAlive: true });
  const callers = new Map<Socket, string>();
  const sleep = (milliseconds: number) => new Promise((resume) => setTimeout(resume, milliseconds));

  const kill = (caller: string): void => {
    const [worker, pid] = caller.split('.');
    // The number cannot have passed to another process: the caller has a request open or a connection.
    try {
      process.kill(Number(pid), 'SIGKILL');
      journal.count(`${worker} killed`);
    } catch {
      // It has just died by itself.
    }
  };

  const forward = async (
    request: AwsRequest,
    headers: IncomingMessage['headers'],
  ): Promise<UpstreamResponse> => {
    const deadline = Date.now() + UPSTREAM_TIMEOUT_MS;
    while (upstream === undefined && Date.now() < deadline) await sleep(5);
    if (upstream === undefined) throw new Error('The host is down');
    return send(upstream, agent, headers, request.body.replaceAll(url, upstream));
  };

  const respond = async (
    request: AwsRequest,
    incoming: IncomingMessage,
    outgoing: ServerResponse,
  ): Promise<void> => {
    const { headers, socket } = incoming;
    const fault = injectsFaults ? drawFault(random, request, rates) : undefined;
    if (fault) journal.count(`${service}: ${fault.kill ? 'worker killed during a request' : fault.name}`);
    if (fault?.delayMs) await sleep(clock.realMs(fault.delayMs));
    let response: UpstreamResponse | undefined;
    if (fault === undefined || fault.applied) {
      const disturbsMessages = request.operation === 'SendMessageBatch' && injectsFaults;
      const duplicates = disturbsMessages ? duplicatesOf(random, request.body, rates.messages) : undefined;
      const body = disturbsMessages ? delayAndShuffle(random, request.body, rates.messages) : request.body;
      response = await forward({ ...request, body }, headers);
      if (duplicates !== undefined) {
        journal.count('sqs: message batches sent twice');
        await forward({ ...request, body: duplicates }, headers);
      }
    }
    const { caller, operation } = request;
    const result = fault?.name ?? String(response?.status);
    journal.recordForIdsIn(request.body, `${caller} ${service} ${operation}: ${result}`);
    if (fault?.kill) kill(caller);
    if (fault?.kill || fault?.reset) return void socket.destroy();
    const { status, body } = fault?.response ?? response ?? { status: 500, body: {} };
    outgoing.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' });
    outgoing.end(Buffer.isBuffer(body) ? body : JSON.stringify(body));
  };

  const server = createServer({ keepAliveTimeout: 65_000 }, (incoming, outgoing) => {
    readBody(incoming)
      .then((body) => {
        const request = { service, ...readHeaders(incoming), body: body.toString() };
        callers.set(incoming.socket, request.caller);
        incoming.socket.once('close', () => callers.delete(incoming.socket));
        return respond(request, incoming, outgoing);
      })
      .catch(() => incoming.socket.destroy());
  });
  server.on('connection', (socket) => socket.setMaxListeners(0));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    forwardTo(to) {
      upstream = to;
      agent.destroy();
      agent = new Agent({ keepAlive: true });
    },
    stopFaults() {
      injectsFaults = false;
    },
    killOne(worker) {
      const processes = [...new Set(callers.values())].filter((caller) => caller.startsWith(`${worker}.`));
      const [caller] = random.shuffled(processes);
      if (!injectsFaults || caller === undefined) return false;
      kill(caller);
      return true;
    },
    async stop() {
      agent.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function readHeaders({ headers }: IncomingMessage): Pick<AwsRequest, 'operation' | 'caller'> {
  const [, accessKeyId = ''] = /Credential=([^/]+)\//.exec(headers.authorization ?? '') ?? [];
  return {
    operation: String(headers['x-amz-target']).split('.').pop() ?? '',
    caller: callerOf(accessKeyId),
  };
}

async function readBody(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

interface UpstreamResponse {
  status: number;
  body: Buffer;
}

function send(
  to: string,
  agent: Agent,
  headers: IncomingMessage['headers'],
  body: string,
): Promise<UpstreamResponse> {
  const { authorization, 'x-amz-target': target, 'x-amz-date': date } = headers;
  return new Promise((resolve, reject) => {
    const outgoing = sendRequest(to, {
      method: 'POST',
      agent,
      headers: {
        'content-type': 'application/x-amz-json-1.0',
        'content-length': Buffer.byteLength(body),
        ...(authorization && { authorization }),
        ...(target && { 'x-amz-target': target }),
        ...(date && { 'x-amz-date': date }),
      },
    });
    outgoing.on('error', reject);
    outgoing.on('response', (incoming) => {
      readBody(incoming).then(
        (answer) => resolve({ status: incoming.statusCode ?? 0, body: answer }),
        reject,
      );
    });
    outgoing.end(body);
  });
}

import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { FastClock } from '../support/fast-clock.ts';
import type { Journal } from '../support/journal.ts';
import type { Random } from '../support/random.ts';
import {
  type AwsCall,
  copiesOf,
  disturbed,
  drawFault,
  type Fault,
  type FaultShares,
} from './request-faults.ts';

/** One service as functions see it, with something between that lets, delays, breaks and repeats. */
export interface AwsProxy {
  url: string;
  /** Where the service is from now on; undefined while its host is down. */
  lead(to: string | undefined): void;
  /** Lets everything through untouched from now on. */
  calm(): void;
  /** Kills one of the processes of a function that are connected. Says whether there was one. */
  killOne(functionName: string): boolean;
  stop(): Promise<void>;
}

export interface Disturbance extends FaultShares {
  /** Of the messages sent: those that come late, and those that come twice. */
  messages: number;
}

const PATIENCE_MS = 20_000;

export async function startAwsProxy(
  service: AwsCall['service'],
  shares: Disturbance,
  random: Random,
  clock: FastClock,
  journal: Journal,
): Promise<AwsProxy> {
  let isCalm = false;
  let upstream: string | undefined;
  let agent = new Agent({ keepAlive: true });
  const connected = new Map<Socket, string>();
  const pause = (milliseconds: number) => new Promise((resume) => setTimeout(resume, milliseconds));

  const kill = (caller: string): void => {
    const pid = Number(caller.split('.')[1]);
    // A process whose request is in hand, or whose connection stands, is still the one that this number was given to.
    try {
      process.kill(pid, 'SIGKILL');
      journal.count(`${caller.split('.')[0]} killed`);
    } catch {
      // It died by itself at this very context.
    }
  };

  const pass = async (call: AwsCall, headers: IncomingMessage['headers']): Promise<Passed> => {
    const deadline = Date.now() + PATIENCE_MS;
    while (upstream === undefined && Date.now() < deadline) await pause(5);
    if (upstream === undefined) throw new Error('The host is down');
    return forward(upstream, agent, headers, call.body.replaceAll(url, upstream));
  };

  const answer = async (
    call: AwsCall,
    incoming: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> => {
    const { headers, socket } = incoming;
    const fault: Fault | undefined = isCalm ? undefined : drawFault(random, call, shares);
    if (fault) journal.count(`${service}: ${fault.kill ? 'killed on a request' : fault.name}`);
    if (fault?.delayMs) await pause(clock.realMs(fault.delayMs));
    let passed: Passed | undefined;
    if (fault === undefined || fault.applied) {
      const sends = call.operation === 'SendMessageBatch' && !isCalm;
      const copies = sends ? copiesOf(random, call.body, shares.messages) : undefined;
      const body = sends ? disturbed(random, call.body, shares.messages) : call.body;
      passed = await pass({ ...call, body }, headers);
      if (copies !== undefined) {
        journal.count('messages sent twice');
        await pass({ ...call, body: copies }, headers);
      }
    }
    journal.note(call, fault?.name ?? String(passed?.status));
    if (fault?.kill) kill(call.caller);
    if (fault?.kill || fault?.reset) return void socket.destroy();
    const { status, body } = fault?.answer ?? passed ?? { status: 500, body: {} };
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' });
    response.end(Buffer.isBuffer(body) ? body : JSON.stringify(body));
  };

  const server = createServer({ keepAliveTimeout: 65_000 }, (incoming, response) => {
    read(incoming)
      .then((body) => {
        const call = { ...readCall(service, incoming), body };
        connected.set(incoming.socket, call.caller);
        incoming.socket.once('close', () => connected.delete(incoming.socket));
        return answer(call, incoming, response);
      })
      .catch(() => incoming.socket.destroy());
  });
  server.on('connection', (socket) => socket.setMaxListeners(0));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    lead(to) {
      upstream = to;
      agent.destroy();
      agent = new Agent({ keepAlive: true });
    },
    calm() {
      isCalm = true;
    },
    killOne(functionName) {
      const found = [...new Set(connected.values())].filter((name) => name.startsWith(`${functionName}.`));
      const [caller] = random.shuffled(found);
      if (isCalm || caller === undefined) return false;
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

function readCall(service: AwsCall['service'], { headers }: IncomingMessage): Omit<AwsCall, 'body'> {
  const [, caller = ''] = /Credential=([^/]+)\//.exec(headers.authorization ?? '') ?? [];
  return { service, operation: String(headers['x-amz-target']).split('.').pop() ?? '', caller };
}

async function read(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

interface Passed {
  status: number;
  body: Buffer;
}

function forward(
  to: string,
  agent: Agent,
  headers: IncomingMessage['headers'],
  body: string,
): Promise<Passed> {
  const { authorization, 'x-amz-target': target, 'x-amz-date': date } = headers;
  return new Promise((resolve, reject) => {
    const sent = request(to, {
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
    sent.on('error', reject);
    sent.on('response', (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('error', reject);
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body: Buffer.concat(chunks) }));
    });
    sent.end(body);
  });
}

import { builtInItems } from '../regions/built-in.ts';
import { errorSummaryOf } from '../request.ts';
import { readArguments, type StartArguments, UsageError, usage } from './arguments.ts';
import { demoTenant, readCredentials, writeCredentials } from './credentials.ts';
import { demoConsoleLink } from './demo-member.ts';
import { exampleCall } from './example.ts';
import { type Host, startHost } from './host.ts';
import { tableOf } from './host-table.ts';
import { type Lifetime, watchLifetime } from './lifetime.ts';
import { type DemoTenant, platformAt } from './platform.ts';
import { startSampleReceiver } from './sample/receiver.ts';
import { openSampleDay } from './sample-day.ts';

/** `npm start`: serves until it is stopped, and prints how to use it. */
async function start(
  { port, dataDir, speed, logs, empty }: StartArguments,
  lifetime: Lifetime,
  onStarted: (host: Host) => void,
): Promise<void> {
  const say = (line: string) => void process.stderr.write(`${line}\n`);
  const earlier = readCredentials(dataDir);
  const given = process.env.ADMIN_API_KEY || undefined;
  const { DIRECT_REQUESTS: direct, PUBLIC_URL: publicUrl } = process.env;
  const host = await startHost({
    port,
    dataDir,
    speed,
    adminKey: given ?? earlier.adminKey,
    items: builtInItems(),
    env: { ...(direct && { DIRECT_REQUESTS: direct }), ...(publicUrl && { PUBLIC_URL: publicUrl }) },
    log: say,
    ...(logs && { functionLog: (_: string, text: string) => void process.stderr.write(text) }),
    onEngineLost: (error) => lifetime.end(1, error.message),
  });
  onStarted(host);
  const prepared = await prepareDemo(host, earlier.demo, publicUrl).catch((error) => {
    // A host that is stopping does not answer any more.
    if (!lifetime.ending()) throw error;
  });
  if (!prepared || lifetime.ending()) return;
  const { demo, kept, consoleLink, liveCalls } = prepared;
  const had = kept ? earlier.sample : undefined;
  const sample = had ?? (empty ? undefined : { receiverPort: 0 });
  const receiver = sample && (await openReceiver(sample.receiverPort));
  writeCredentials(dataDir, {
    ...(given === undefined && { adminKey: host.adminKey }),
    demo,
    // Before it is made: it is made once, also where that breaks off.
    ...(receiver && { sample: { receiverPort: receiver.port } }),
  });
  process.stdout.write(
    `${welcome(host, demo, {
      place: dataDir === undefined ? `in ${host.folder}: it is gone when this stops` : `kept in ${dataDir}`,
      speed,
      ...(given === undefined && { adminKey: host.adminKey }),
      kept,
      liveCalls,
      consoleLink,
    })}\n`,
  );
  if (had || !receiver) return;
  const made = await openSampleDay(host, demo, receiver.port).catch((error) => {
    if (!lifetime.ending()) say(`The sample day is not whole: ${errorSummaryOf(error)}`);
  });
  if (made)
    process.stdout.write(
      `\nThe demo tenant has its sample day, in test mode: ${made} orders (--empty leaves them out).\n`,
    );
}

/** The shop's own server, where it was before if that port is free still. */
const openReceiver = (port: number) => startSampleReceiver(port).catch(() => startSampleReceiver());

async function prepareDemo(host: Host, earlier: DemoTenant | undefined, publicUrl: string | undefined) {
  const prepared = await demoTenant(platformAt(host.url), host.adminKey, earlier);
  const { demo } = prepared;
  const consoleLink = await demoConsoleLink(tableOf(host), demo.id, host.url);
  return { ...prepared, consoleLink, liveCalls: await liveCallsOf(host, demo, publicUrl) };
}

/** How calls of the live key are made, in words: for real, once the tenant has named a provider. */
async function liveCallsOf(host: Host, demo: DemoTenant, publicUrl: string | undefined): Promise<string> {
  const { voiceAgent } = await platformAt(host.url).call<{ voiceAgent: { provider: string } | null }>(
    'GET',
    `/platform/v1/tenants/${demo.id}`,
    demo.liveKey,
  );
  if (voiceAgent === null) return 'simulated customers too, until voiceAgent of the tenant names a provider';
  const real = `REAL CALLS, made by ${voiceAgent.provider}`;
  return publicUrl
    ? `${real}, which reports to ${publicUrl}`
    : `${real}; one on the internet reports to PUBLIC_URL only (PUBLIC_URL=https://… npm start, with a tunnel)`;
}

interface Situation {
  place: string;
  speed: number;
  /** Only when it was generated, so that it can be shown. */
  adminKey?: string;
  /** Whether the demo tenant is of an earlier start. */
  kept: boolean;
  /** How calls of the live key are made. */
  liveCalls: string;
  /** Good once. */
  consoleLink: string;
}

function welcome(
  host: Host,
  demo: DemoTenant,
  { place, speed, adminKey, kept, liveCalls, consoleLink }: Situation,
): string {
  const body = JSON.stringify(exampleCall, undefined, 2).replaceAll('\n', '\n  ');
  return `
Recado serves ${host.url}
  data       ${place} (${[host.engine.name, host.engine.warning].filter(Boolean).join('; ')})${speed === 1 ? '' : `\n  speed      waits pass ${speed} times faster`}${
    adminKey === undefined ? '' : `\n  admin key  ${adminKey}`
  }
  tenant     ${demo.id}, "${demo.name}" in Colombia${kept ? ', with the keys of the earlier start' : ''}
  test key   ${demo.testKey}   simulated customers answer
  live key   ${demo.liveKey}   ${liveCalls}

Have an order confirmed by a call:

  curl ${host.url}/api/v1/calls/trigger \\
    -H "Authorization: Bearer ${demo.testKey}" \\
    -H "Content-Type: application/json" \\
    -d '${body.replaceAll('\n  ', '\n    ')}'

Two seconds later, see what the customer said (a phone that ends in 0001 cancels, 0002 never answers):

  curl "${host.url}/api/v1/orders?externalId=${exampleCall.order.externalId}" \\
    -H "Authorization: Bearer ${demo.testKey}"

The documentation, whose examples this link lets you run with the test key:

  ${host.url}/docs#key=${demo.testKey}

All endpoints: ${host.url}/openapi.json      Ctrl-C ends it.

The console, which this link signs you in to once, as owner of the demo tenant:

  ${consoleLink}`;
}

function explain(error: unknown, port: number): string {
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')
    return `Port ${port} is taken. Another one: PORT=${port + 1} npm start`;
  return errorSummaryOf(error);
}

try {
  const read = readArguments(process.argv.slice(2), process.env);
  if (read === 'help') process.stdout.write(`${usage}\n`);
  else {
    let host: Host | undefined;
    const lifetime = watchLifetime(async () => host?.stop());
    await start(read, lifetime, (started) => {
      host = started;
    }).catch((error) => lifetime.end(1, explain(error, read.port)));
  }
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  process.stderr.write(`${error.message}\n\n${usage}\n`);
  process.exit(2);
}

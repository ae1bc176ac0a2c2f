import { readFileSync } from 'node:fs';
import { startHost } from '../../../infra/local/host.ts';
import { startMeter, type Usage } from './meter.ts';
import { type RecordedCall, recordCalls } from './recorded.ts';

export interface HostChildOptions {
  speed?: number;
  /** Counts what functions ask of AWS. */
  metered?: boolean;
}

/** What the parent is told when the host serves, and each time it asks for it. */
export interface HostFacts {
  url: string;
  adminKey: string;
  dynamodb: string;
  tableName: string;
  /** Resident memory, in bytes. */
  hostMemory: number;
  engineMemory: number;
  /** Since its start, by function; empty when it is not metered. */
  usage: Readonly<Record<string, Usage>>;
}

/** Bytes of a process in memory (Linux; 0 elsewhere). */
function residentMemory(pid: number | undefined): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}

const { speed = 1, metered = false } = JSON.parse(process.argv[2] ?? '{}') as HostChildOptions;
const usage = metered ? startMeter() : () => ({});
const host = await startHost({ log: () => {}, speed });

function tell(): void {
  const facts: HostFacts = {
    url: host.url,
    adminKey: host.adminKey,
    dynamodb: host.endpoints.dynamodb,
    tableName: host.tableName,
    hostMemory: process.memoryUsage.rss(),
    engineMemory: residentMemory(host.engine.pid),
    usage: usage(),
  };
  process.send?.(facts);
}

let recorded: (() => RecordedCall[]) | undefined;

/** `facts`, `record` from now on, and `recorded`: what the parent may ask for. */
process.on('message', (asked) => {
  if (asked === 'record') recorded = recordCalls();
  if (asked === 'recorded') process.send?.(recorded?.() ?? []);
  else tell();
});
process.on('disconnect', () => void host.stop().then(() => process.exit()));
tell();

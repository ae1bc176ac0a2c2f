import { readFileSync } from 'node:fs';
import { startHost } from '../../../infra/local/host.ts';
import { startMeter, type Usage } from './meter.ts';
import { type RecordedCall, recordCalls } from './recorded.ts';

export interface HostChildOptions {
  speed?: number;
  /** Counts what functions ask of AWS. */
  metered?: boolean;
}

/** What is sent to the parent when the host serves, and each time the parent asks for it. */
export interface HostFacts {
  url: string;
  adminKey: string;
  dynamodb: string;
  tableName: string;
  /** Resident memory, in bytes. */
  hostMemory: number;
  engineMemory: number;
  /** Milliseconds of processor time that the two have taken. */
  processorMs: number;
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

/** Processor time of a process, in milliseconds (Linux; 0 elsewhere): ticks of 10 ms, of its own and in the kernel. */
function processorTime(pid: number | undefined): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // After its name, which may hold spaces.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) * 10;
  } catch {
    return 0;
  }
}

const { speed = 1, metered = false } = JSON.parse(process.argv[2] ?? '{}') as HostChildOptions;
const usage = metered ? startMeter() : () => ({});
const host = await startHost({ log: () => {}, speed });

function tell(): void {
  const { user, system } = process.cpuUsage();
  const facts: HostFacts = {
    url: host.url,
    adminKey: host.adminKey,
    dynamodb: host.endpoints.dynamodb,
    tableName: host.tableName,
    hostMemory: process.memoryUsage.rss(),
    engineMemory: residentMemory(host.engine.pid),
    processorMs: (user + system) / 1000 + processorTime(host.engine.pid),
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

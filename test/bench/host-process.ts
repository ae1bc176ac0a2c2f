import { readFileSync } from 'node:fs';
import { startHost } from '../../infra/local/host.ts';

/** What the parent is told when the host serves, and each time it asks for it. */
export interface HostFacts {
  url: string;
  adminKey: string;
  dynamodb: string;
  tableName: string;
  /** Resident memory, in bytes. */
  hostMemory: number;
  engineMemory: number;
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

const host = await startHost({ log: () => {} });

function tell(): void {
  const facts: HostFacts = {
    url: host.url,
    adminKey: host.adminKey,
    dynamodb: host.endpoints.dynamodb,
    tableName: host.tableName,
    hostMemory: process.memoryUsage.rss(),
    engineMemory: residentMemory(host.engine.pid),
  };
  process.send?.(facts);
}

process.on('message', tell);
process.on('disconnect', () => void host.stop().then(() => process.exit()));
tell();

import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createDemoTenant, type DemoTenant, type Platform, Refused } from './platform.ts';

/** Credentials that an earlier start printed and the API never shows again: keys are shown once. */
export interface LocalCredentials {
  adminKey?: string;
  demo?: DemoTenant;
  /** Once the demo tenant has its sample day: where the shop's own server listens. */
  sample?: { receiverPort: number };
}

const pathIn = (folder: string) => join(folder, 'credentials.json');

export function readCredentials(folder: string | undefined): LocalCredentials {
  if (folder === undefined || !existsSync(pathIn(folder))) return {};
  return JSON.parse(readFileSync(pathIn(folder), 'utf8')) as LocalCredentials;
}

/** Readable by its owner only. If the host is killed midway, the previous content stays. */
export function writeCredentials(folder: string | undefined, credentials: LocalCredentials): void {
  if (folder === undefined) return;
  const written = `${pathIn(folder)}.new`;
  rmSync(written, { force: true });
  writeFileSync(written, `${JSON.stringify(credentials, undefined, 2)}\n`, { mode: 0o600 });
  renameSync(written, pathIn(folder));
}

/** The demo tenant of the earlier start if its key still works, otherwise a new one. */
export async function demoTenant(
  platform: Platform,
  adminKey: string,
  earlier: DemoTenant | undefined,
): Promise<{ demo: DemoTenant; kept: boolean }> {
  if (earlier) {
    try {
      await platform.call('GET', `/platform/v1/tenants/${earlier.id}`, earlier.testKey);
      return { demo: earlier, kept: true };
    } catch (error) {
      if (!(error instanceof Refused) || error.status >= 500) throw error;
    }
  }
  return { demo: await createDemoTenant(platform, adminKey), kept: false };
}

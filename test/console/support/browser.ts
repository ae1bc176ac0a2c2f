import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { holdingLock } from '../../../infra/local/data/lock.ts';

/** What a distribution installs. */
const INSTALLED = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Of the packed one's arguments those that a browser with several pages, and its policies, do not live with. */
const UNWANTED = ['--single-process', '--disable-web-security', '--allow-running-insecure-content'];

/** Those for WebGL: an emulated graphics card takes nearly twice the processor time to draw a page. */
const EMULATED_GPU = [
  '--ignore-gpu-blocklist',
  '--in-process-gpu',
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
];

const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

/** A browser of this machine, or the one that the packages bring; or why there is none. */
export type Found = { browser: Browser } | { reason: string };

async function launch(): Promise<Found> {
  const installed = process.env.CHROMIUM ?? INSTALLED.find((path) => existsSync(path));
  if (installed && process.env.RECADO_BROWSER !== 'packed')
    return { browser: await chromium.launch({ executablePath: installed, args: QUIET }) };
  if (process.platform !== 'linux' || process.arch !== 'x64')
    return {
      reason: `no Chromium is installed, and the packed one needs x86-64 Linux, not ${process.platform} ${process.arch}`,
    };
  // By this it knows which of its libraries to unpack.
  process.env.AWS_EXECUTION_ENV = 'AWS_Lambda_nodejs24.x';
  const { default: packed } = await import('@sparticuz/chromium');
  // Files of tests run side by side, and it is unpacked in a place that all share.
  const executablePath = await holdingLock(join(tmpdir(), 'recado-chromium.sqlite'), () =>
    packed.executablePath(),
  );
  const args = packed.args.filter((argument) => ![...UNWANTED, ...EMULATED_GPU].includes(argument));
  return { browser: await chromium.launch({ executablePath, args: [...args, ...QUIET] }) };
}

let found: Promise<Found> | undefined;

/** The browser of this process's tests, started once. What keeps one from starting is printed. */
export function findBrowser(): Promise<Found> {
  found ??= launch()
    .catch((error): Found => ({ reason: String(error).split('\n')[0] ?? '' }))
    .then((result) => {
      if ('reason' in result) console.warn(`Tests in a browser are left out: ${result.reason}`);
      return result;
    });
  return found;
}

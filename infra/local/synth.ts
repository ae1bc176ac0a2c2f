import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { cacheFolder, root } from './data/folders.ts';
import { holdingLock, isAlive } from './data/lock.ts';

/** All that an assembly is made of. The host itself is no part of it. */
const SOURCES = ['infra', 'functions', 'shared', 'cdk.json', 'package-lock.json'];
const NOT_SOURCES = join(root, 'infra', 'local');
/** Assemblies of earlier sources that are kept, for switching back and forth. */
const KEPT = 3;
const WORK = 'synth-';
/** For debuggers; left out otherwise, because they triple what a synthesis writes. */
const sourceMaps = process.env.RECADO_SOURCE_MAPS === '1';

/**
 * The assembly of the stage `local`, synthesized unless these very sources were before. The synthesis is a process of its
 * own, so that the memory it takes is gone when the host serves.
 * @param progress gets a line when something takes a while
 * @throws Error with what the synthesis said
 */
export async function synthesize(progress: (line: string) => void): Promise<string> {
  const kept = join(cacheFolder, `assembly-${fingerprint()}`);
  if (existsSync(kept)) return claimed(kept);
  progress('Synthesizing the stack …');
  const started = performance.now();
  mkdirSync(cacheFolder, { recursive: true });
  const made = await holdingLock(join(cacheFolder, 'synth.sqlite'), make);
  progress(`Synthesized in ${((performance.now() - started) / 1000).toFixed(1)} s`);
  return claimed(made);
}

async function make(): Promise<string> {
  const sources = fingerprint();
  const assembly = join(cacheFolder, `assembly-${sources}`);
  if (existsSync(assembly)) return assembly;
  removeOld();
  const work = mkdtempSync(join(cacheFolder, WORK));
  try {
    await run(work);
    if (fingerprint() === sources && !existsSync(assembly)) renameSync(work, assembly);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  // Someone saved a file meanwhile: it holds some of the old and some of the new.
  return existsSync(assembly) ? assembly : make();
}

const CLAIM = 'used-by-';

/** Functions load their code when they are first called, so an assembly must stay while anyone serves it. */
function claimed(assembly: string): string {
  writeFileSync(join(assembly, `${CLAIM}${process.pid}`), '');
  return assembly;
}

const inUse = (assembly: string): boolean =>
  readdirSync(assembly).some((name) => name.startsWith(CLAIM) && isAlive(Number(name.slice(CLAIM.length))));

function run(outdir: string): Promise<void> {
  const context = JSON.stringify({ stage: 'local', ...(sourceMaps && { sourceMaps }) });
  const child = spawn(process.execPath, [join(root, 'infra', 'app.ts')], {
    cwd: root,
    env: { ...process.env, CDK_OUTDIR: outdir, CDK_CONTEXT_JSON: context },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const endToo = () => child.kill();
  process.once('exit', endToo);
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      process.off('exit', endToo);
      if (code === 0) resolve();
      else reject(new Error(`The stack could not be synthesized (${code ?? signal}):\n${said.trim()}`));
    });
  });
}

function fingerprint(): string {
  const hash = createHash('sha256').update(`${process.version} ${sourceMaps}`);
  const add = (path: string): void => {
    if (path === NOT_SOURCES || !existsSync(path)) return;
    if (statSync(path).isDirectory()) {
      for (const name of readdirSync(path).sort()) add(join(path, name));
      return;
    }
    const content = readFileSync(path);
    hash.update(`${path.slice(root.length)}\0${content.length}\0`).update(content);
  };
  for (const source of SOURCES) add(join(root, source));
  return hash.digest('hex').slice(0, 16);
}

function removeOld(): void {
  const inCache = (prefix: string) =>
    readdirSync(cacheFolder)
      .filter((name) => name.startsWith(prefix))
      .map((name) => join(cacheFolder, name));
  const assemblies = inCache('assembly-').sort(
    (left, right) => statSync(right).mtimeMs - statSync(left).mtimeMs,
  );
  const old = assemblies.slice(KEPT - 1).filter((assembly) => !inUse(assembly));
  // One synthesis runs at a time, so these folders were left by one that was killed.
  for (const path of [...old, ...inCache(WORK)]) rmSync(path, { recursive: true, force: true });
}

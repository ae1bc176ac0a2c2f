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
} from 'node:fs';
import { join } from 'node:path';
import { cacheFolder, root } from './folders.ts';

/** All that an assembly is made of. The host itself is no part of it. */
const SOURCES = ['infra', 'functions', 'shared', 'cdk.json', 'package-lock.json'];
const NOT_SOURCES = join(root, 'infra', 'local');
/** Assemblies of earlier sources that are kept, for switching back and forth. */
const KEPT = 3;

/**
 * The assembly of the stage `local`, synthesized unless these very sources were before. The synthesis is a process of its
 * own, so that the memory it takes is gone when the host serves.
 * @param progress told what takes a while
 * @throws Error with what the synthesis said
 */
export async function synthesize(progress: (line: string) => void): Promise<string> {
  const assembly = join(cacheFolder, `assembly-${fingerprint()}`);
  if (existsSync(join(assembly, 'manifest.json'))) return assembly;
  progress('Synthesizing the stack …');
  const started = performance.now();
  mkdirSync(cacheFolder, { recursive: true });
  removeOld();
  const work = mkdtempSync(join(cacheFolder, 'synth-'));
  try {
    await run(work);
    // Another start may have been quicker: its assembly is the same.
    if (!existsSync(assembly)) renameSync(work, assembly);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  progress(`Synthesized in ${((performance.now() - started) / 1000).toFixed(1)} s`);
  return assembly;
}

function run(outdir: string): Promise<void> {
  const context = JSON.stringify({ stage: 'local' });
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
    child.once('exit', (code) => {
      process.off('exit', endToo);
      if (code === 0) resolve();
      else reject(new Error(`The stack could not be synthesized:\n${said.trim()}`));
    });
  });
}

function fingerprint(): string {
  const hash = createHash('sha256').update(process.version);
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
  const assemblies = readdirSync(cacheFolder)
    .filter((name) => name.startsWith('assembly-'))
    .map((name) => join(cacheFolder, name))
    .sort((left, right) => statSync(right).mtimeMs - statSync(left).mtimeMs);
  for (const old of assemblies.slice(KEPT - 1)) rmSync(old, { recursive: true, force: true });
}

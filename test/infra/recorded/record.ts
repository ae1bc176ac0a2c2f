import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../../../infra/local/data/folders.ts';
import packageJson from '../../../package.json' with { type: 'json' };
import { recordingOf } from '../support/recording.ts';
import { synthesize } from '../support/synthesized.ts';

/**
 * Writes down what the stage `prod` of this release is made of: later ones are compared with it. `npm run record`
 * when a release is made, or `npm run record -- 0.2.0` before its version stands in package.json.
 */
const outdir = mkdtempSync(join(tmpdir(), 'recado-record-'));
const { stacks } = await synthesize(outdir, 'prod');
const file = join(import.meta.dirname, `${process.argv[2] ?? packageJson.version}.json`);
writeFileSync(file, JSON.stringify(recordingOf('prod', stacks)));
rmSync(outdir, { recursive: true });
execFileSync(join(root, 'node_modules/.bin/biome'), ['format', '--write', file]);
console.log(`Written to ${file}`);

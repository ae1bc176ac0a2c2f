import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, describe, expect, test } from 'vitest';
import { openapi } from '../../functions/meta/openapi.ts';
import { bundle } from '../../infra/bundle/bundle.ts';
import { lazyModules } from '../../infra/bundle/lazy-modules.ts';
import { send } from '../support/api/respond.ts';

const ROOT = join(import.meta.dirname, '../..');
const outdir = mkdtempSync(join(tmpdir(), 'recado-bundle-'));
afterAll(() => rmSync(outdir, { recursive: true }));

const HEALTH = { folder: 'meta', name: 'get-health' };
/** Reads forms with a package in CommonJS. */
const RECEIVE = { folder: 'intake', name: 'receive-order' };
/** Asks for addresses, routes and times only for some requests. */
const SERVICEABILITY = { folder: 'delivery', name: 'check-serviceability' };
const OPENAPI = { folder: 'meta', name: 'get-openapi' };
const UNKNOWN = { folder: 'meta', name: 'reject-unknown' };
const TRIGGER = { folder: 'confirmation', name: 'trigger-call' };
const PLACE = { folder: 'platform', name: 'place-order' };
const HOT_WORKERS = ['relay-events', 'dial-call', 'deliver-webhook'].map((name) => ({
  folder: 'workers',
  name,
}));
const SWEEP = { folder: 'workers', name: 'sweep-due' };

describe('bundle', () => {
  test('makes each function one module in its own folder, which Node can load', async () => {
    const bundles = await bundle([HEALTH, SWEEP], join(outdir, 'each'));
    expect([...bundles]).toEqual([
      ['get-health', join(outdir, 'each', 'get-health')],
      ['sweep-due', join(outdir, 'each', 'sweep-due')],
    ]);
    expect([...bundles.values()].map((folder) => readdirSync(folder).sort())).toEqual([
      ['index.mjs'],
      ['dynamo.mjs', 'index.mjs', 'sqs.mjs'],
    ]);
    const { handler } = await import(join(outdir, 'each', 'get-health', 'index.mjs'));
    expect(handler).toBeTypeOf('function');
  });

  test('says for debuggers which line of which source code comes from, also where schemas are made', async () => {
    const bundles = await bundle([TRIGGER], join(outdir, 'mapped'), true);
    const folder = bundles.get('trigger-call') ?? '';
    const map = new SourceMap(JSON.parse(readFileSync(join(folder, 'index.mjs.map'), 'utf8')));
    const code = readFileSync(join(folder, 'index.mjs'), 'utf8').split('\n');
    const source = join(ROOT, 'functions/confirmation/trigger-body.ts');
    for (const part of ['Ours, of an order that exists', 'isGiven(body.order)']) {
      const lineOf = (lines: readonly string[]) => lines.findIndex((line) => line.includes(part));
      const line = lineOf(code);
      expect(map.findEntry(line, code[line]?.indexOf(part) ?? 0)).toMatchObject({
        originalSource: source,
        originalLine: lineOf(readFileSync(source, 'utf8').split('\n')),
      });
    }
  });

  test('puts what a function loads on demand next to it, in self-contained files', async () => {
    const bundles = await bundle([SERVICEABILITY, SWEEP], join(outdir, 'lazy'));
    const folder = bundles.get('check-serviceability') ?? '';
    expect(readdirSync(folder).sort()).toEqual([
      'dynamo.mjs',
      'gazetteer.mjs',
      'geo-places.mjs',
      'geo-routes.mjs',
      'index.mjs',
      'temporal.mjs',
    ]);
    expect(readdirSync(bundles.get('sweep-due') ?? '').sort()).toEqual([
      'dynamo.mjs',
      'index.mjs',
      'sqs.mjs',
    ]);
    const code = ['index.mjs', 'dynamo.mjs'].map((file) => readFileSync(join(folder, file), 'utf8')).join('');
    const left = ['743613', 'PhantomJS', 'Truncated event message'].filter((part) => code.includes(part));
    expect(left).toEqual([]);
    const { gazetteer } = await import(join(folder, 'gazetteer.mjs'));
    expect(gazetteer.getlatLng('560102')).toMatchObject({ lat: 12.911862, lng: 77.644592 });
  });

  test('has the rules of all countries’ phones as a text to parse, which takes less than to compile them', async () => {
    const bundles = await bundle([TRIGGER], join(outdir, 'text'));
    const code = readFileSync(join(bundles.get('trigger-call') ?? '', 'index.mjs'), 'utf8');
    expect(code).toContain(`JSON.parse('{"version":4,"country_calling_codes":`);
    expect(code).not.toContain('country_calling_codes:{');
  });

  test('leaves out how zod writes JSON Schema', async () => {
    const bundles = await bundle([TRIGGER], join(outdir, 'idle'));
    const code = readFileSync(join(bundles.get('trigger-call') ?? '', 'index.mjs'), 'utf8');
    expect(code).toContain('JSON Schema is left out of functions');
    expect(code).not.toContain('cannot be represented in JSON Schema');
  });

  test('makes no schema that a function does not read: of answers, of errors, of other endpoints', async () => {
    const bundles = await bundle([PLACE], join(outdir, 'unread'));
    const code = readFileSync(join(bundles.get('place-order') ?? '', 'index.mjs'), 'utf8');
    const [body, answer, error, others] = [
      'Whether the customer is called to confirm it',
      'The call that is queued; null without one',
      'How many there are besides',
      'unless it is what the order shows',
    ];
    expect([body, answer, others].map((said) => code.includes(said))).toEqual([true, false, false]);
    // Written down, but made only for the OpenAPI document.
    expect(code.slice(Math.max(0, code.indexOf(error) - 400), code.indexOf(error))).toContain('schema:()=>');
  });

  test('puts data that is made of the sources into a function in place of what makes it', async () => {
    process.env.PUBLIC_URL = 'https://api.shop.test';
    const bundles = await bundle([OPENAPI, UNKNOWN], join(outdir, 'made'));
    const imported = async (name: string) => import(join(bundles.get(name) ?? '', 'index.mjs'));
    const { handler: getOpenapi } = await imported('get-openapi');
    const { status, body } = await send(getOpenapi, { path: '/openapi.json' });
    expect(status).toBe(200);
    expect(JSON.stringify(body)).toBe(JSON.stringify(openapi('https://api.shop.test')));
    const { handler: rejectUnknown } = await imported('reject-unknown');
    const refused = await send(rejectUnknown, { method: 'PUT', path: '/v1/orders' });
    expect(refused).toMatchObject({ status: 405, headers: { allow: 'GET, OPTIONS, POST' } });
    for (const folder of bundles.values())
      expect(readFileSync(join(folder, 'index.mjs'), 'utf8')).not.toContain('must leave at least one window');
  }, 60_000);

  test('maps each line to its source for debuggers, wherever the bundle is copied', async () => {
    const bundles = await bundle([SWEEP], join(outdir, 'debugged'), true);
    const folder = bundles.get('sweep-due') ?? '';
    expect(readFileSync(join(folder, 'index.mjs'), 'utf8')).toMatch(/sourceMappingURL=index\.mjs\.map\s*$/);
    const { sources } = JSON.parse(readFileSync(join(folder, 'index.mjs.map'), 'utf8'));
    const root = join(import.meta.dirname, '../..');
    expect(sources).toContain(join(root, 'functions/workers/sweep-due.ts'));
    expect(sources).toContain(join(root, 'shared/adapters/due/due.ts'));
  });

  test('refuses a static import of what must be loaded on demand', async () => {
    const stdin = { contents: `import './temporal.lazy.ts'`, resolveDir: import.meta.dirname };
    await expect(
      build({ stdin, bundle: true, write: false, plugins: [lazyModules], logLevel: 'silent' }),
    ).rejects.toThrow('<stdin> must import ./temporal.lazy.ts when it needs it, by import()');
  });

  test('keeps what a confirmed order runs most as light as it is, and without the SDK until it is needed', async () => {
    const mostKilobytes = {
      'trigger-call': 370,
      'relay-events': 172,
      'dial-call': 356,
      'deliver-webhook': 204,
    };
    const bundles = await bundle([TRIGGER, ...HOT_WORKERS], join(outdir, 'hot'));
    expect([...bundles.keys()]).toEqual(Object.keys(mostKilobytes));
    for (const [name, most] of Object.entries(mostKilobytes)) {
      const code = readFileSync(join(bundles.get(name) ?? '', 'index.mjs'), 'utf8');
      expect([name, code.length < 1000 * most, code.includes('com.amazonaws.dynamodb')]).toEqual([
        name,
        true,
        false,
      ]);
    }
    const whole = readFileSync(join(bundles.get('trigger-call') ?? '', 'dynamo.mjs'), 'utf8');
    expect(whole).toContain('com.amazonaws.dynamodb');
  }, 60_000);

  test('makes the same bytes of the same sources, whatever else is bundled', async () => {
    const read = (run: string) => readFileSync(join(outdir, run, 'sweep-due', 'index.mjs'), 'utf8');
    await bundle([SWEEP], join(outdir, 'alone'));
    await bundle([HEALTH, SWEEP], join(outdir, 'together'));
    expect(read('alone')).toBe(read('together'));
  });

  test('lets CommonJS packages require Node’s modules', async () => {
    const environment = { TABLE_NAME: 'orders', AWS_REGION: 'us-east-1', LIVE_CALLS: 'agent' };
    Object.assign(process.env, environment);
    await bundle([RECEIVE], join(outdir, 'requires'));
    const { handler } = await import(join(outdir, 'requires', 'receive-order', 'index.mjs'));
    expect(handler).toBeTypeOf('function');
  });

  test('reads credentials from the environment only', async () => {
    await bundle([SWEEP], join(outdir, 'credentials'));
    for (const file of ['index.mjs', 'dynamo.mjs', 'sqs.mjs']) {
      const code = readFileSync(join(outdir, 'credentials', 'sweep-due', file), 'utf8');
      expect(code).toContain('AWS_SECRET_ACCESS_KEY');
      expect(code).not.toMatch(/AWS_CONTAINER_CREDENTIALS|sso_account_id|fromSSO/);
    }
  });

  test('names every function that has no handler file', async () => {
    const missing = [
      HEALTH,
      { folder: 'meta', name: 'get-nothing' },
      { folder: 'workers', name: 'do-nothing' },
    ];
    await expect(bundle(missing, outdir)).rejects.toThrow(
      'Declared, but without a handler: functions/meta/get-nothing.ts, functions/workers/do-nothing.ts',
    );
  });

  test('names a handler file that exports no handler', async () => {
    const routes = { folder: 'meta', name: 'routes' };
    await expect(bundle([HEALTH, routes], join(outdir, 'silent'))).rejects.toThrow(
      'These files export no handler: functions/meta/routes.ts',
    );
  });
});

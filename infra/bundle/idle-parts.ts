import { readFileSync } from 'node:fs';
import type { Plugin } from 'esbuild';

/**
 * Modules that the SDK imports in browsers, and for operations that stream events, of which we call none: more than 60 kB
 * of every function with a client.
 */
const IDLE = /^(bowser|@smithy\/core\/event-streams)$/;

/** How zod writes JSON Schema: 18 kB of every endpoint. The OpenAPI document is made when a function is bundled. */
const JSON_SCHEMA = /[\\/]zod[\\/]v4[\\/]core[\\/](?:to-json-schema|json-schema-processors)\.js$/;

const EXPORTED = /^export (?:const|function) (\w+)|^export \{ \w+ as (\w+) \}/gm;

/** Leaves out parts of packages that are never used; an import or a call of one fails by name. */
export const idleParts: Plugin = {
  name: 'idle-parts',
  setup(build) {
    build.onResolve({ filter: IDLE }, ({ path, kind }) =>
      kind === 'dynamic-import' ? { path, external: true } : undefined,
    );
    build.onLoad({ filter: JSON_SCHEMA }, ({ path }) => {
      const names = [...readFileSync(path, 'utf8').matchAll(EXPORTED)].map(([, own, as]) => own ?? as);
      const fails = `const fails = () => { throw new Error('JSON Schema is left out of functions'); };`;
      // Each schema makes methods of those that create one.
      const made = names.map((name) => `${name?.startsWith('create') ? 'creates' : 'fails'} as ${name}`);
      return { contents: `${fails} const creates = () => fails; export { ${made} };`, loader: 'js' };
    });
  },
};

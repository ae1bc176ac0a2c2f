import type { Plugin } from 'esbuild';

/**
 * Modules that the SDK imports in browsers, and for operations that stream events, of which we call none: more than 60 kB
 * of every function with a client.
 */
const IDLE = /^(bowser|@smithy\/core\/event-streams)$/;

/** Leaves out SDK parts that are never used; an import of one fails by name. */
export const idleParts: Plugin = {
  name: 'idle-parts',
  setup(build) {
    build.onResolve({ filter: IDLE }, ({ path, kind }) =>
      kind === 'dynamic-import' ? { path, external: true } : undefined,
    );
  },
};

import type { Plugin } from 'esbuild';

/**
 * What the SDK imports when it is in a browser, and for operations that stream events, of which we call none: more than
 * 60 kB of every function with a client, although nothing ever asks for them.
 */
const IDLE = /^(bowser|@smithy\/core\/event-streams)$/;

/** Leaves out parts of the SDK that it would load at moments that never come; should one come, the import fails by name. */
export const idleParts: Plugin = {
  name: 'idle-parts',
  setup(build) {
    build.onResolve({ filter: IDLE }, ({ path, kind }) =>
      kind === 'dynamic-import' ? { path, external: true } : undefined,
    );
  },
};

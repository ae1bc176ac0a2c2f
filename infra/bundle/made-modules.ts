import type { Plugin } from 'esbuild';

/**
 * Modules named `*.made.ts` export a function that makes data from the sources alone; bundles hold its result. Otherwise
 * everything that it is made from, such as every schema of the API, would be built anew whenever a function starts.
 */
export const madeModules: Plugin = {
  name: 'made-modules',
  setup(build) {
    build.onLoad({ filter: /\.made\.ts$/ }, async ({ path }) => {
      const { default: make }: { default: () => unknown } = await import(path);
      const text = JSON.stringify(JSON.stringify(make()));
      return { contents: `export default () => JSON.parse(${text});`, loader: 'js' };
    });
  },
};

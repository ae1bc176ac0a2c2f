import type { Plugin } from 'esbuild';

/**
 * Modules named `*.made.ts` export a function that makes data of nothing but the sources, and bundles hold what it made. All
 * that it is made of, every schema of the API for one, would be built anew whenever a function starts.
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

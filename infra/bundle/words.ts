import { globSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Plugin } from 'esbuild';

/** Makes one module, `words:es`, of all that lie in a folder of words, `es/*.json`: they are loaded together. */
export const wordsPlugin = (folder: string): Plugin => ({
  name: 'words',
  setup(build) {
    build.onResolve({ filter: /^words:/ }, ({ path }) => ({ path: path.slice(6), namespace: 'words' }));
    build.onLoad({ filter: /./, namespace: 'words' }, ({ path: language }) => {
      const resolveDir = join(build.initialOptions.absWorkingDir ?? '', folder, language);
      const names = globSync('*.json', { cwd: resolveDir })
        .map((file) => basename(file, '.json'))
        .sort();
      if (names.length === 0) return { errors: [{ text: `There are no words in ${resolveDir}` }] };
      const imports = names.map((name, at) => `import words${at} from './${name}.json';`);
      const contents = `${imports.join('\n')}\nexport default { ${names.map((_, at) => `...words${at}`).join(', ')} };`;
      return { contents, resolveDir, loader: 'js', watchDirs: [resolveDir] };
    });
  },
});

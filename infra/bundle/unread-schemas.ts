import { readFile } from 'node:fs/promises';
import { type Expression, type Program, parse } from 'acorn';
import { type Plugin, transform } from 'esbuild';

/** Our modules that make schemas; clients hold none. */
const OURS = /[\\/](?:functions|shared)[\\/].*\.ts$/;
const MAKES_SCHEMAS = /^import (?!type).* from 'zod';$/m;

/**
 * Leaves out of functions the schemas that they do not read. A schema is made by calls as its module loads, and a bundler
 * must keep a call whose effects it does not know: each function would make those of every module of which it imports
 * something. Making them took a tenth of the time in which a function starts.
 *
 * The values of a module's constants are marked as free of side effects, as Babel's plugin for it does, and what a
 * declaration says of its answers is removed: only the OpenAPI document, which is made from the sources, reads it.
 */
export const unreadSchemas: Plugin = {
  name: 'unread-schemas',
  setup(build) {
    build.onLoad({ filter: OURS }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      if (!MAKES_SCHEMAS.test(source)) return undefined;
      const { code } = await transform(source, { loader: 'ts', target: 'node24' });
      return { contents: withoutUnread(code), loader: 'js' };
    });
  },
};

interface Edit {
  start: number;
  end: number;
  text: string;
}

function withoutUnread(code: string): string {
  const values = constantsOf(parse(code, { ecmaVersion: 'latest', sourceType: 'module' }));
  const edits = values.flatMap((value): Edit[] => [
    { start: value.start, end: value.start, text: '/* @__PURE__ */ (() => (' },
    ...answersIn(value),
    { start: value.end, end: value.end, text: '))()' },
  ]);
  return edits.reduceRight(
    (text, { start, end, text: put }) => text.slice(0, start) + put + text.slice(end),
    code,
  );
}

/** The values of a module's constants that calls make, in their order. */
const constantsOf = ({ body }: Program): Expression[] =>
  body
    .map((statement) => (statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement))
    .flatMap((statement) => (statement?.type === 'VariableDeclaration' ? statement.declarations : []))
    .flatMap(({ init }) => (init?.type === 'CallExpression' ? [init] : []));

/** What `declare({ … })` says of answers. */
function answersIn(value: Expression): Edit[] {
  if (
    value.type !== 'CallExpression' ||
    value.callee.type !== 'Identifier' ||
    value.callee.name !== 'declare'
  )
    return [];
  const [declaration] = value.arguments;
  if (declaration?.type !== 'ObjectExpression') return [];
  return declaration.properties.flatMap((property): Edit[] =>
    property.type === 'Property' && property.key.type === 'Identifier' && property.key.name === 'answers'
      ? [{ start: property.value.start, end: property.value.end, text: '{}' }]
      : [],
  );
}

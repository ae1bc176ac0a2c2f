import { extname } from 'node:path';
import { parseAst } from 'vitest/node';

interface Node {
  type: string;
  start: number;
  end: number;
  [part: string]: unknown;
}

const LOOPS = new Set(['ForStatement', 'WhileStatement', 'DoWhileStatement']);

const FUNCTIONS = new Set(['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression']);

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';

const partsOf = (node: Node): Node[] => Object.values(node).flat().filter(isNode);

/** The node and all within it, without what the functions in it do at another time. */
function* within(node: Node): Generator<Node> {
  yield node;
  for (const part of partsOf(node)) if (!FUNCTIONS.has(part.type)) yield* within(part);
}

function* everything(node: Node): Generator<Node> {
  yield node;
  for (const part of partsOf(node)) yield* everything(part);
}

/** `try … catch`, `….catch(…)`, `….then(…, …)`: what goes on after a failure. */
function survives(node: Node): boolean {
  if (node.type === 'TryStatement') return node.handler !== null;
  if (node.type !== 'CallExpression') return false;
  const { callee, arguments: given } = node as unknown as { callee: Node; arguments: unknown[] };
  const method = isNode(callee.property) ? callee.property.name : undefined;
  return method === 'catch' || (method === 'then' && given.length > 1);
}

/** A service that works until its host stops it: the next round is other work. */
const runsUntilStopped = (loop: Node, text: string): boolean =>
  isNode(loop.test) && text.slice(loop.test.start, loop.test.end).includes('stopping');

/**
 * The lines of the loops that try something again which failed: those that walk through nothing (`for … of` is another
 * thing) and go on after a failure.
 */
export function retryLoops(path: string, text: string): number[] {
  const lang = extname(path) === '.tsx' ? 'tsx' : 'ts';
  const program = parseAst(text, { lang } as never) as unknown as Node;
  return [...everything(program)]
    .filter((node) => LOOPS.has(node.type) && !runsUntilStopped(node, text))
    .filter((loop) => [...within(loop)].some(survives))
    .map(({ start }) => text.slice(0, start).split('\n').length);
}

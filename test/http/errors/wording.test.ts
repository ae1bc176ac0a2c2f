import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { Problem, type ProblemCode, problems } from '../../../shared/base/problem.ts';
import { confirmation } from '../../../shared/http/dialects/confirmation.ts';
import { dialectOf } from '../../../shared/http/dialects/dialects.ts';
import { platform } from '../../../shared/http/dialects/platform.ts';
import { toIssues } from '../../../shared/http/requests/issues.ts';

const wordsFor = (schema: z.ZodType, value: unknown): string[] => {
  const { error } = schema.safeParse(value, { reportInput: true });
  const problem = new Problem('invalid_request', { issues: toIssues(error?.issues ?? []) });
  const spanish = confirmation.describe(problem).body as { error: string };
  const english = platform.describe(problem).body as { error: { message: string } };
  return [spanish.error, english.error.message];
};

const inField = (schema: z.ZodType): z.ZodType => z.strictObject({ a: z.object({ b: schema }) });

const cases: [what: string, schema: z.ZodType, value: unknown, spanish: string, english: string][] = [
  ['missing', z.string(), undefined, 'es obligatorio', 'is missing'],
  ['a missing choice', z.enum(['x', 'y']), undefined, 'es obligatorio', 'is missing'],
  ['a missing form', z.union([z.string(), z.number()]), undefined, 'es obligatorio', 'is missing'],
  ['null', z.string(), null, 'debe ser un texto', 'must be a text'],
  ['a number for a text', z.string(), 7, 'debe ser un texto', 'must be a text'],
  ['a text for a number', z.number(), '7', 'debe ser un número', 'must be a number'],
  ['a fraction', z.int(), 1.5, 'debe ser un número entero', 'must be a whole number'],
  ['a text for a switch', z.boolean(), 'yes', 'debe ser true o false', 'must be true or false'],
  ['an object for a list', z.array(z.string()), {}, 'debe ser una lista', 'must be a list'],
  ['a list for an object', z.object({}), [], 'debe ser un objeto', 'must be an object'],
  ['an empty text', z.string().min(1), '', 'no puede estar vacío', 'must not be empty'],
  [
    'a long text',
    z.string().max(2),
    'abc',
    'no puede tener más de 2 caracteres',
    'must have at most 2 characters',
  ],
  [
    'a short text',
    z.string().min(3),
    'ab',
    'debe tener al menos 3 caracteres',
    'must have at least 3 characters',
  ],
  ['an empty list', z.array(z.string()).min(1), [], 'no puede estar vacío', 'must have at least 1 entry'],
  [
    'a long list',
    z.array(z.int()).max(1),
    [1, 2],
    'no puede tener más de 1 elementos',
    'must have at most 1 entry',
  ],
  ['a list for a text', z.string().min(1), [], 'debe ser un texto', 'must be a text'],
  ['a small number', z.number().min(0), -1, 'debe ser mayor o igual a 0', 'must be at least 0'],
  ['a number at the edge', z.number().positive(), 0, 'debe ser mayor que 0', 'must be more than 0'],
  ['a large number', z.number().max(5), 6, 'debe ser menor o igual a 5', 'must be at most 5'],
  ['a choice', z.enum(['x', 'y']), 'z', 'debe ser uno de: x, y', 'must be one of: x, y'],
  ['a pattern', z.string().regex(/x/), 'y', 'no tiene la forma correcta', 'is not in the right format'],
  [
    'a pattern with a name',
    z.string().regex(/x/, 'source'),
    'y',
    'debe ser un texto que empiece con letra o número y solo tenga letras, números, espacios y _ . : -',
    'must be a valid source: letters, digits, spaces and _ . : -, with a letter or a digit first',
  ],
  ['an address', z.email(), 'x', 'debe ser un correo electrónico válido', 'must be a valid email'],
  [
    'too much to store',
    z.string().refine(() => false, { params: { rule: 'max_bytes' }, message: '8' }),
    'x',
    'no puede ocupar más de 8 bytes',
    'must have at most 8 bytes',
  ],
  [
    'an amount',
    z.string().refine(() => false, { params: { rule: 'amount' } }),
    'x',
    'debe ser un valor en dinero, de 0 o más y con máximo 4 decimales',
    'must be an amount of money, 0 or more, with at most 4 decimals',
  ],
  ['anything else', z.string().refine(() => false, 'must rhyme'), 'x', 'no es válido', 'must rhyme'],
  [
    'a form that is nearly right',
    z.union([z.string(), z.object({ c: z.string() })]),
    { c: 7 },
    'debe ser un texto',
    'must be a text',
  ],
];

describe('what is wrong with a field', () => {
  test.each(cases)('is worded in both languages: %s', (what, schema, value, spanish, english) => {
    const field = what === 'a form that is nearly right' ? 'a.b.c' : 'a.b';
    expect(wordsFor(inField(schema), { a: { b: value } })).toEqual([
      `El campo ${field} ${spanish}`,
      `${field} ${english}`,
    ]);
  });

  test('is worded even for an unknown kind', () => {
    expect(wordsFor(inField(z.string()), { a: { b: 'x' }, c: 1 })).toEqual([
      'El campo c no se reconoce',
      'c is not known here',
    ]);
  });

  test('is worded for the body as a whole', () => {
    expect(wordsFor(z.object({}), [])).toEqual([
      'El cuerpo debe ser un objeto',
      'The body must be an object',
    ]);
  });
});

describe('every refusal', () => {
  const codes = Object.keys(problems) as ProblemCode[];

  test.each(codes)('%s has a text of its own and the status that is documented', (code) => {
    const problem = new Problem(code);
    const spanish = confirmation.describe(problem);
    const english = platform.describe(problem);
    expect([spanish.status, english.status]).toEqual([problems[code], problems[code]]);
    expect(spanish.body).toEqual({ error: expect.stringMatching(/^[A-ZÁÉÍÓÚ].{8,}/) });
    expect(english.body).toEqual({ error: { code, message: expect.stringMatching(/^[A-Z].{8,}/) } });
  });
});

test.each([
  ['/api/v1', 'confirmation'],
  ['/api/v1/orders', 'confirmation'],
  ['/api/v10/orders', 'meta'],
  ['/platform/v1/tenants', 'platform'],
  ['/callbacks/calls/http', 'callbacks'],
  ['/healthz', 'meta'],
  ['', 'meta'],
])('the path %j belongs to the dialect %s', (path, name) => {
  expect(dialectOf(path).name).toBe(name);
});

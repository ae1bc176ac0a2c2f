import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod';
import { Problem } from '../../../shared/base/problem.ts';
import { isNoTime } from '../../../shared/time/no-time.ts';

const ReadOnly = z
  .unknown()
  .optional()
  .meta({ readOnly: true })
  .describe('Cannot be changed: another value than is shown is an error');

/** Fields that a change may contain unchanged. */
export const readOnlyFields = <const Name extends string>(
  names: readonly Name[],
): Record<Name, typeof ReadOnly> =>
  Object.fromEntries(names.map((name) => [name, ReadOnly])) as Record<Name, typeof ReadOnly>;

export const bringsBack = (body: object, names: readonly string[]): boolean =>
  names.some((name) => (body as Record<string, unknown>)[name] !== undefined);

/**
 * A body without the fields that cannot be changed.
 * @param shown their values; an `updatedAt` may be one from before the last change
 * @throws Problem invalid_request naming those that were changed
 */
export function withoutReadOnly<Body extends object, const Name extends string>(
  body: Body,
  names: readonly Name[],
  shown: object | undefined,
): Omit<Body, Name> {
  const given = body as Record<string, unknown>;
  const now = (shown ?? {}) as Record<string, unknown>;
  const isSame = (name: string) =>
    isDeepStrictEqual(given[name], now[name]) ||
    (name.endsWith('At') && isNoTime(given[name])) ||
    (name === 'updatedAt' && wasUpdatedAt(given[name], now.createdAt, now[name]));
  const changed = names.filter((name) => given[name] !== undefined && !isSame(name));
  if (changed.length > 0)
    throw new Problem('invalid_request', { issues: changed.map((field) => ({ field, rule: 'read_only' })) });
  const left = Object.entries(body).filter(([name]) => !names.includes(name as Name));
  return Object.fromEntries(left) as Omit<Body, Name>;
}

const wasUpdatedAt = (given: unknown, first: unknown, last: unknown): boolean =>
  typeof given === 'string' &&
  typeof last === 'string' &&
  z.iso.datetime().safeParse(given).success &&
  (typeof first !== 'string' || given >= first) &&
  given <= last;

import { Problem } from '../../../shared/base/problem.ts';

/** An order's version as an entity tag (RFC 9110, 8.8.3). */
export const etagOf = (version: number): string => `"${version}"`;

/**
 * The versions that `If-Match` allows (RFC 9110, 13.1.1): without it any, with it those that it names. Weak tags
 * match nothing.
 * @throws Problem invalid_request when it is no list of entity tags
 */
export function ifMatch(header: string | undefined): (version: number) => boolean {
  if (header === undefined || header.trim() === '*') return () => true;
  const tags = header.split(',').map((tag) => tag.trim());
  if (!tags.every((tag) => /^(?:W\/)?"[\x21\x23-\x7e]*"$/.test(tag)))
    throw new Problem('invalid_request', {
      issues: [{ field: 'If-Match', rule: 'format', expected: 'entity tag' }],
    });
  return (version) => tags.includes(etagOf(version));
}

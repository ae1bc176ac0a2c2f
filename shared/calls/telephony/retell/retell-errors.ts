import { objectIn } from '../port/bodies.ts';
import type { ErrorRead } from '../port/failures.ts';

/** Retell's errors are a status and a sentence, whose subject shows what has to be fixed. */
export function readRetellError(body: string | null, status: number): ErrorRead {
  if (status !== 400 && status !== 422) return {};
  const message = String(objectIn(body).message ?? '');
  if (/from[ _]?number/i.test(message)) return { meaning: 'caller_number' };
  if (/agent/i.test(message)) return { meaning: 'settings' };
  return {};
}

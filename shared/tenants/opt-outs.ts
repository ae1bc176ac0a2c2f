import type { Key } from '../dynamo/expressions.ts';
import { type Scope, scopeKey } from './scope.ts';

/** Where it stands that a customer does not want to be called. `phone` is E.164. */
export function optOutKey(scope: Scope, phone: string): Key {
  return { pk: `OPTOUT#${scopeKey(scope)}`, sk: phone };
}

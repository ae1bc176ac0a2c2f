import { parseTarget, type TargetFault } from '../../adapters/outbound/target.ts';
import { Problem } from '../../base/problem.ts';

const rules: Record<TargetFault, string> = {
  url: 'must be an http or https URL',
  https: 'must be an https URL',
  no_credentials: 'must not hold a user name or password',
  public_host: 'must be on the public internet',
  port: 'must have no port, or one from 1024 on that belongs to no other service',
  too_long: 'is too long',
};

/** @throws Problem invalid_request when nothing may be sent to that URL */
export function requireReachable(field: string, url: string, allowPrivate: boolean): void {
  const target = parseTarget(url, allowPrivate);
  if ('fault' in target)
    throw new Problem('invalid_request', {
      issues: [{ field, rule: target.fault, expected: rules[target.fault] }],
    });
}

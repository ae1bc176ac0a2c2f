import type { Template } from 'aws-cdk-lib/assertions';

/** A request as IAM sees it when it decides by the policy of the resource alone: a service has no role. */
export interface ServiceCall {
  /** `cloudwatch.amazonaws.com`; or the ARN of a principal of some account. */
  principal: string;
  action: string;
  /** The logical id of what it is about. */
  resource: string;
  /** The context keys of the request; those that are not given are not in it. */
  context: Readonly<Record<string, string>>;
}

type Raw = ReturnType<Template['findResources']>[string];

/** What the account's own id is in a call: templates name it by reference. */
export const OWN_ACCOUNT = '111111111111';

/** Whether a resource's policy lets a service through: an allowance is needed, and no denial may fit. */
export function letsThrough(statements: readonly Raw[], call: ServiceCall): boolean {
  const fitting = statements.filter((statement) => fits(statement, call));
  return fitting.some(({ Effect }) => Effect === 'Allow') && !fitting.some(({ Effect }) => Effect === 'Deny');
}

function fits(statement: Raw, { principal, action, resource, context }: ServiceCall): boolean {
  return (
    isPrincipal(statement.Principal, principal) &&
    [statement.Action].flat().some((each) => like(action, String(each))) &&
    [statement.Resource].flat().some((each) => each === '*' || each.Ref === resource) &&
    Object.entries((statement.Condition ?? {}) as Record<string, Raw>).every(([operator, tests]) =>
      Object.entries(tests).every(([key, wanted]) => holds(operator, context[key], [wanted].flat())),
    )
  );
}

function isPrincipal(stated: Raw | string, principal: string): boolean {
  if (stated === '*') return true;
  return Object.values(stated as Record<string, string | string[]>)
    .flat()
    .some((each) => each === '*' || each === principal);
}

/** A key that the request does not have fits no plain operator. */
function holds(operator: string, value: string | undefined, wanted: readonly unknown[]): boolean {
  if (value === undefined) return false;
  const texts = wanted.map((each) => (isOwnAccount(each) ? OWN_ACCOUNT : String(each)));
  if (operator === 'StringEquals' || operator === 'Bool') return texts.includes(value);
  if (operator === 'StringLike' || operator === 'ArnLike') return texts.some((text) => like(value, text));
  throw new Error(`The test cannot compare by ${operator}`);
}

const isOwnAccount = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'Ref' in value && value.Ref === 'AWS::AccountId';

const like = (text: string, pattern: string): boolean =>
  new RegExp(`^${pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`, 'i').test(text);

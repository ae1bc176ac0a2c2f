import type { Statement } from './synthesized.ts';

/** One request to the table, as IAM sees it. */
export interface TableCall {
  /** `PutItem` */
  action: string;
  /** The partition keys that it names. */
  partitions: readonly string[];
  /** The attributes that it names. */
  attributes?: readonly string[];
  /** Of the table unless it is given. */
  index?: string;
}

/** Whether a role's statements let a call through: an allowance is needed, and no denial may fit. */
export function allows(statements: readonly Statement[], call: TableCall): boolean {
  const fitting = statements.filter((statement) => fits(statement, call));
  return fitting.some(({ effect }) => effect === 'Allow') && !fitting.some(({ effect }) => effect === 'Deny');
}

function fits({ actions, resources, condition }: Statement, call: TableCall): boolean {
  return (
    actions.some((action) => isLike(`dynamodb:${call.action}`, action)) &&
    resources.some((resource) => isResource(JSON.stringify(resource), call.index)) &&
    Object.entries(condition ?? {}).every(([operator, tests]) =>
      Object.entries(tests as Record<string, string | string[]>).every(([key, wanted]) =>
        holds(operator, valuesOf(key, call), [wanted].flat()),
      ),
    )
  );
}

const isResource = (arn: string, index: string | undefined): boolean =>
  /Orders/.test(arn) && (index === undefined ? !arn.includes('/index/') : arn.includes(`/index/${index}`));

function valuesOf(key: string, { partitions, attributes = ['pk', 'sk'] }: TableCall): readonly string[] {
  if (key === 'dynamodb:LeadingKeys') return partitions;
  if (key === 'dynamodb:Attributes') return attributes;
  throw new Error(`The test knows nothing of ${key}`);
}

function holds(operator: string, values: readonly string[], wanted: readonly string[]): boolean {
  const [quantifier, compare] = operator.split(':');
  const matches = (value: string) =>
    wanted.some((one) => {
      if (compare === 'StringLike') return isLike(value, one);
      if (compare === 'StringEquals') return value === one;
      throw new Error(`The test cannot compare by ${operator}`);
    });
  if (quantifier === 'ForAllValues') return values.every(matches);
  if (quantifier === 'ForAnyValue') return values.some(matches);
  throw new Error(`The test cannot compare by ${operator}`);
}

const isLike = (text: string, pattern: string): boolean =>
  new RegExp(`^${pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`).test(text);

import { GetParametersByPathCommand, SSMClient } from '@aws-sdk/client-ssm';

/** What a deployed stage shares under its names: `parked-queue-url`, `failed-batches-bucket`. */
export type SharedValues = ReadonlyMap<string, string>;

/**
 * What the stacks of a stage wrote to its parameters. Region and credentials come from the environment, as those of the CLI.
 * @throws Error when there is no such stage
 */
export async function sharedValuesOf(stage: string, client = new SSMClient()): Promise<SharedValues> {
  const path = `/recado/${stage}/`;
  const values = new Map<string, string>();
  let NextToken: string | undefined;
  do {
    const page = await client.send(new GetParametersByPathCommand({ Path: path, NextToken }));
    for (const { Name = '', Value = '' } of page.Parameters ?? []) values.set(Name.replace(path, ''), Value);
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  if (values.size === 0)
    throw new Error(
      `There is no stage ${stage} here: is it deployed to the region and account of your credentials?`,
    );
  return values;
}

/** @throws Error when the stage does not share it */
export function requireValue(values: SharedValues, name: string): string {
  const value = values.get(name);
  if (value === undefined) throw new Error(`The stage shares no ${name}: deploy this release first`);
  return value;
}

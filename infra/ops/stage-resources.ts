import { GetParametersByPathCommand, SSMClient } from '@aws-sdk/client-ssm';
import { stages } from '../stages.ts';

/** The values that a deployed stage shares, by name: `parked-queue-url`, `failed-batches-bucket`. */
export type SharedValues = ReadonlyMap<string, string>;

/** The configuration of the SDK's clients for a stage: the region it was deployed to, as the CDK finds it. */
export function clientSettings(stage: string, environment = process.env): { region?: string } {
  const { AWS_REGION, AWS_DEFAULT_REGION } = environment;
  const region = (Object.hasOwn(stages, stage) && stages[stage]?.region) || AWS_REGION || AWS_DEFAULT_REGION;
  return region ? { region } : {};
}

/**
 * The values that a stage's stacks wrote to its parameters, read with the credentials that the AWS CLI uses.
 * @throws Error when there is no such stage
 */
export async function sharedValuesOf(
  stage: string,
  client = new SSMClient(clientSettings(stage)),
): Promise<SharedValues> {
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
  if (value === undefined) throw new Error(`The stage does not publish ${name}: deploy this release first`);
  return value;
}

/**
 * The address of the API with that URL: an AWS emulator, at `AWS_ENDPOINT_URL`, has it below a path of its own.
 * @param url as the output `ApiUrl` has it
 */
export function addressOf(url: string, emulator = process.env.AWS_ENDPOINT_URL): string {
  const id = /^https:\/\/([a-z0-9]+)\.execute-api\./.exec(url)?.[1];
  if (!emulator || id === undefined) return url;
  return new URL(`/_aws/execute-api/${id}`, emulator).href;
}

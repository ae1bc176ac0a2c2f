import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What of a template CloudFormation cannot change in place, or finds again by its name alone. */
export interface RecordedStack {
  outputs: string[];
  /** Names of the system parameters that it reads. */
  reads: string[];
  /** Stacks that are deployed before it. */
  after: string[];
  /** By logical id. */
  resources: Record<string, RecordedResource>;
  /** Of what holds nothing, but is there once. */
  names: string[];
}

export interface RecordedResource {
  type: string;
  /** What cannot change without another resource in its place. */
  fixed: Record<string, unknown>;
}

/** The stacks of a release by their names without the prefix: `data`. */
export type Recording = Record<string, RecordedStack>;

const folder = join(import.meta.dirname, '../recorded');

/** What was written down of each release, the newest last. */
export const recordedReleases = (): [release: string, recording: Recording][] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .toSorted(new Intl.Collator('en', { numeric: true }).compare)
    .map((name) => [name.replace('.json', ''), JSON.parse(readFileSync(join(folder, name), 'utf8'))]);

/**
 * Properties whose change means replacement, by types that hold something or are found by their name (CloudFormation's
 * reference, "Update requires"). What holds nothing and has no name may come, change and go.
 */
const FIXED: Readonly<Record<string, readonly string[]>> = {
  'AWS::DynamoDB::Table': [
    'TableName',
    'KeySchema',
    'AttributeDefinitions',
    'GlobalSecondaryIndexes',
    'StreamSpecification',
  ],
  'AWS::SQS::Queue': ['QueueName', 'FifoQueue'],
  'AWS::S3::Bucket': ['BucketName'],
  'AWS::SecretsManager::Secret': ['Name'],
  'AWS::KMS::Key': ['KeySpec', 'KeyUsage', 'MultiRegion'],
  'AWS::KMS::Alias': ['AliasName'],
  'AWS::SNS::Topic': ['TopicName', 'FifoTopic'],
  'AWS::SSM::Parameter': ['Name', 'Type'],
  'AWS::ApiGatewayV2::Api': ['ProtocolType'],
  'AWS::ApiGatewayV2::Stage': ['StageName'],
  'AWS::Lambda::EventSourceMapping': ['EventSourceArn', 'StartingPosition'],
};

/** What may come and go with what it does, and may move to another stack that is deployed later. */
const NAMED: Readonly<Record<string, string>> = {
  'AWS::Lambda::Function': 'FunctionName',
  'AWS::ApiGatewayV2::Route': 'RouteKey',
};

interface Synthesized {
  stackName: string;
  template: object;
  dependencies: readonly { id: string }[];
}

interface Template {
  Resources: Record<string, { Type: string; Properties?: Record<string, unknown> }>;
  Outputs?: Record<string, unknown>;
  Parameters?: Record<string, { Type: string; Default?: string }>;
}

/** Reduces a stage's templates to what a later release has to keep. */
export function recordingOf(stage: string, stacks: readonly Synthesized[]): Recording {
  const prefix = `Recado-${stage}-`;
  const without = (name: string) => name.replace(prefix, '');
  return Object.fromEntries(
    stacks.map(({ stackName, template, dependencies }) => {
      const { Resources, Outputs = {}, Parameters = {} } = template as Template;
      const reads = Object.values(Parameters)
        .filter(({ Type }) => Type === 'AWS::SSM::Parameter::Value<String>')
        .map(({ Default = '' }) => Default)
        .filter((name) => name.startsWith('/recado/'));
      const resources = Object.entries(Resources).flatMap(([id, { Type, Properties = {} }]) => {
        const properties = FIXED[Type];
        // Of event sources those of streams hold something: how far they have come.
        const isQueue = Type.endsWith('EventSourceMapping') && Properties.StartingPosition === undefined;
        if (properties === undefined || isQueue) return [];
        const fixed = properties.filter((name) => Properties[name] !== undefined);
        return [
          [id, { type: Type, fixed: Object.fromEntries(fixed.map((name) => [name, Properties[name]])) }],
        ];
      });
      const recorded: RecordedStack = {
        outputs: Object.keys(Outputs).toSorted(),
        reads: reads.toSorted(),
        after: dependencies
          .map(({ id }) => id)
          .filter((id) => id.startsWith(prefix) && !id.endsWith('.assets'))
          .map(without)
          .toSorted(),
        resources: Object.fromEntries(resources),
        names: Object.values(Resources)
          .flatMap(({ Type, Properties = {} }) => Properties[NAMED[Type] ?? ''] ?? [])
          .map(String)
          .toSorted(),
      };
      return [without(stackName), recorded];
    }),
  );
}

/** What a deployment of one release over another would replace, leave behind, or fail at. */
export function hazards(before: Recording, now: Recording): string[] {
  return Object.entries(before).flatMap(([stack, recorded]) => {
    const current = now[stack];
    if (current === undefined) return [`the stack ${stack} is gone, and what it holds would stay`];
    return [
      ...recorded.outputs
        .filter((output) => !current.outputs.includes(output))
        .map((output) => `${stack} has no output ${output} any more`),
      ...Object.entries(recorded.resources).flatMap(([id, resource]) =>
        ofResource(`${stack}/${id}`, resource, current.resources[id]),
      ),
      ...ofMoves(stack, recorded.names, now),
    ];
  });
}

function ofResource(where: string, before: RecordedResource, now: RecordedResource | undefined): string[] {
  if (now?.type !== before.type) return [`${where}, of ${before.type}, is gone`];
  return Object.keys({ ...before.fixed, ...now.fixed })
    .filter((name) => JSON.stringify(before.fixed[name]) !== JSON.stringify(now.fixed[name]))
    .flatMap((name) => {
      if (name === 'GlobalSecondaryIndexes') return ofIndexes(where, before.fixed[name], now.fixed[name]);
      // More attributes are named by more indexes.
      if (name === 'AttributeDefinitions' && hasAll(before.fixed[name], now.fixed[name])) return [];
      return [`${where} would be replaced for another ${name}`];
    });
}

interface Index {
  IndexName: string;
}

/** An index may be added to a table, one with each deployment, but none changes. */
function ofIndexes(where: string, before: unknown, now: unknown): string[] {
  const added = asList(now).filter((index) => !hasAll([index], before));
  const problems = asList(before)
    .filter((index) => !hasAll([index], now))
    .map((index) => `${where} has no index ${(index as Index).IndexName} as it was`);
  return added.length > 1 ? [...problems, `${where} would get ${added.length} indexes at once`] : problems;
}

const asList = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

const hasAll = (some: unknown, all: unknown): boolean => {
  const texts = asList(all).map((each) => JSON.stringify(each));
  return asList(some).every((each) => texts.includes(JSON.stringify(each)));
};

/** What goes to another stack has to be gone where it was before it is made there. */
function ofMoves(from: string, names: readonly string[], now: Recording): string[] {
  return Object.entries(now)
    .filter(([stack]) => stack !== from && !isAfter(now, stack, from))
    .flatMap(([stack, current]) =>
      names
        .filter((name) => current.names.includes(name))
        .map((name) => `${name} is made in ${stack} before it is gone from ${from}`),
    );
}

function isAfter(stacks: Recording, stack: string, earlier: string): boolean {
  const after = stacks[stack]?.after ?? [];
  return after.includes(earlier) || after.some((each) => isAfter(stacks, each, earlier));
}

import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { Template } from 'aws-cdk-lib/assertions';
import { CloudAssembly, type CloudFormationStackArtifact } from 'aws-cdk-lib/cx-api';
import type { StageSettings } from '../../../infra/constructs/base/stage.ts';
import { loadAssembly } from '../../../infra/local/assembly/load.ts';
import { holdingLock } from '../../../infra/local/data/lock.ts';
import { synthesize as synthesizeLocal } from '../../../infra/local/synth.ts';
import { recado } from '../../../infra/recado.ts';
import { stages } from '../../../infra/stages.ts';

type Properties = ReturnType<Template['findResources']>[string];

export interface Resource {
  stack: string;
  id: string;
  /** As the template has them, intrinsic functions included. */
  properties: Properties;
  deletionPolicy: string | undefined;
}

export interface Assembly {
  outdir: string;
  /** The names of the stacks without their prefix: `data`. */
  stacks: Map<string, Template>;
  all(type: string): Resource[];
}

export interface Stage extends Assembly {
  /** In the order that they are deployed in. */
  deployed: readonly CloudFormationStackArtifact[];
}

/** The stage `local`, as the local host has it synthesized once for all: what is the same on every stage. */
export async function openLocal(): Promise<Assembly> {
  const outdir = await synthesizeLocal(() => {});
  return assemblyOf(
    'local',
    outdir,
    loadAssembly(outdir).map(({ name, template }) => ({ stackName: name, template })),
  );
}

/** Where the alarms of `staging` are posted to. */
export const ALARM_WEBHOOK = 'https://hooks.slack.com/services/T000/B000/XXXXXXXX';

const SETTINGS = {
  staging: { alarms: { emails: ['ops@example.com'], webhook: ALARM_WEBHOOK } },
  prod: { alarms: { emails: ['ops@example.com'] } },
} satisfies Record<string, StageSettings>;

/**
 * A stage whose alarms have a receiver. Most of a synthesis is its checks, so the first file that asks has these
 * very sources synthesized for all of them.
 */
export async function openStage(stage: keyof typeof SETTINGS): Promise<Stage> {
  const local = await synthesizeLocal(() => {});
  const settings = createHash('sha256').update(JSON.stringify(SETTINGS[stage])).digest('hex').slice(0, 16);
  const outdir = join(local, `${stage}-${settings}`);
  await holdingLock(join(local, `${stage}.sqlite`), async () => {
    if (existsSync(outdir)) return;
    const made = mkdtempSync(join(local, 'unfinished-'));
    await synthesize(made, stage, SETTINGS[stage]);
    renameSync(made, outdir);
  });
  const { stacks } = new CloudAssembly(outdir);
  return { ...assemblyOf(stage, outdir, stacks), deployed: stacks };
}

/** Writes a stage's whole cloud assembly into a folder, with the bundles of the stage `local`: they are the same on each. */
export async function synthesize(
  outdir: string,
  stage: string,
  settings: StageSettings = {},
): Promise<CloudAssembly> {
  const bundles = join(await synthesizeLocal(() => {}), 'bundles');
  const app = await recado(
    { outdir, context: { stage } },
    { ...stages, [stage]: { ...stages[stage], ...settings } },
    async (handlers) => new Map(handlers.map(({ name }) => [name, join(bundles, name)])),
  );
  return app.synth();
}

function assemblyOf(
  stage: string,
  outdir: string,
  synthesized: readonly { stackName: string; template: object }[],
): Assembly {
  const templates = withSharedValues(synthesized);
  const stacks = new Map(
    templates.map(({ stackName, template }) => {
      return [stackName.replace(`Recado-${stage}-`, ''), Template.fromJSON({ ...template })] as const;
    }),
  );
  return {
    outdir,
    stacks,
    all: (type) =>
      [...stacks].flatMap(([stack, template]) =>
        Object.entries(template.findResources(type)).map(([id, { Properties, DeletionPolicy }]) => {
          return { stack, id, properties: Properties, deletionPolicy: DeletionPolicy };
        }),
      ),
  };
}

/** The templates with what they share in place of the parameters that they read it from. */
function withSharedValues(
  synthesized: readonly { stackName: string; template: object }[],
): { stackName: string; template: object }[] {
  const values = new Map<unknown, unknown>();
  for (const { template } of synthesized)
    for (const { Type, Properties } of Object.values((template as Properties).Resources) as Properties[])
      if (Type === 'AWS::SSM::Parameter') values.set(Properties.Name, Properties.Value);
  return synthesized.map(({ stackName, template }) => {
    const { Parameters = {} } = template as Properties;
    const text = JSON.stringify(template, (_key, value) => {
      const shared = Parameters[(value as Properties | null)?.Ref];
      return shared?.Type === 'AWS::SSM::Parameter::Value<String>' ? values.get(shared.Default) : value;
    });
    return { stackName, template: JSON.parse(text) as object };
  });
}

/** The logical id that a reference leads to, in whichever stack it stands: `Ref` or `Fn::GetAtt`. */
export function leadsTo(reference: Properties): string {
  if (typeof reference.Ref === 'string') return reference.Ref;
  if (reference['Fn::GetAtt']) return String(reference['Fn::GetAtt'][0]);
  throw new Error(`Not a reference: ${JSON.stringify(reference)}`);
}

export interface Statement {
  effect: string;
  actions: string[];
  resources: Properties[];
  condition: Properties | undefined;
}

/** What a function's role allows and denies, by the function's verb-noun. */
export function statementsOf({ all }: Assembly, name: string): Statement[] {
  const lambda = functionNamed(all('AWS::Lambda::Function'), name);
  const role = leadsTo(lambda.properties.Role);
  return all('AWS::IAM::Policy')
    .filter(({ properties }) => properties.Roles.some((each: Properties) => leadsTo(each) === role))
    .flatMap(({ properties }) => properties.PolicyDocument.Statement)
    .map((statement: Properties) => ({
      effect: String(statement.Effect),
      actions: [statement.Action].flat().map(String),
      resources: [statement.Resource].flat(),
      condition: statement.Condition,
    }));
}

/** A function's verb-noun: its name without the stage. */
export const nameOf = ({ properties }: Resource): string =>
  String(properties.FunctionName).replace(/^recado-[a-z]+-/, '');

export function functionNamed(functions: readonly Resource[], name: string): Resource {
  const found = functions.find((resource) => nameOf(resource) === name);
  if (found === undefined) throw new Error(`No function is called ${name}`);
  return found;
}

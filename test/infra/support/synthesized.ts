import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import type { StageSettings } from '../../../infra/constructs/base/stage.ts';
import { loadAssembly } from '../../../infra/local/assembly/load.ts';
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

export interface Synthesized extends Assembly {
  app: App;
  remove(): void;
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

/** A stage's whole cloud assembly, in a folder of its own. */
export async function synthesize(stage: string, settings: StageSettings = {}): Promise<Synthesized> {
  const outdir = mkdtempSync(join(tmpdir(), 'recado-synth-'));
  const app = await recado(
    { outdir, context: { stage } },
    { ...stages, [stage]: { ...stages[stage], ...settings } },
  );
  return {
    ...assemblyOf(stage, outdir, app.synth().stacks),
    app,
    remove: () => rmSync(outdir, { recursive: true }),
  };
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

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { loadAssembly } from '../../../infra/local/assembly/load.ts';
import { synthesize as synthesizeLocal } from '../../../infra/local/synth.ts';
import { recado } from '../../../infra/recado.ts';

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
export async function synthesize(stage: string, context: Record<string, string> = {}): Promise<Synthesized> {
  const outdir = mkdtempSync(join(tmpdir(), 'recado-synth-'));
  const app = await recado({ outdir, context: { stage, ...context } });
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
  const stacks = new Map(
    synthesized.map(({ stackName, template }) => {
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

/** The logical id that a reference leads to, in whichever stack it stands: `Ref`, `Fn::GetAtt` or an import of one. */
export function leadsTo(reference: Properties): string {
  if (typeof reference.Ref === 'string') return reference.Ref;
  if (reference['Fn::GetAtt']) return String(reference['Fn::GetAtt'][0]);
  const imported: unknown = reference['Fn::ImportValue'];
  const [, id] = /:ExportsOutput(?:Ref|FnGetAtt)(\w+?[0-9A-F]{8})\w*$/.exec(String(imported)) ?? [];
  if (id === undefined) throw new Error(`Not a reference: ${JSON.stringify(reference)}`);
  return id;
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

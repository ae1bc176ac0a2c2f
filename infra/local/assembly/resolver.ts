import { type Identity, identify, physicalName, type StackSurroundings } from './identity.ts';
import type { Resource, Stack } from './load.ts';

/** Something in a template that the local host cannot resolve; the message says where. */
export class Unresolvable extends Error {
  constructor(where: string, what: string) {
    super(`${where}: ${what}`);
    this.name = 'Unresolvable';
  }
}

export interface Resolver {
  /** Replaces every intrinsic function in a value by its result. @throws Unresolvable */
  resolve(value: unknown, stack: Stack, where: string): unknown;
  /** The name, ARN and other attributes of one resource. */
  identity(stack: Stack, logicalId: string): Identity;
}

const SYSTEM_PARAMETER = 'AWS::SSM::Parameter::Value<String>';

type Intrinsic = (argument: unknown, scope: Scope) => unknown;
interface Scope {
  stack: Stack;
  where: string;
}

/** Resolves the intrinsic functions of templates, across stacks, as CloudFormation would if it deployed them here. */
export function createResolver(stacks: readonly Stack[], at: StackSurroundings): Resolver {
  const pseudo: Readonly<Record<string, string>> = {
    'AWS::Region': at.region,
    'AWS::AccountId': at.accountId,
    'AWS::Partition': 'aws',
    'AWS::URLSuffix': 'amazonaws.com',
  };
  const identities = new Map<string, Identity>();

  const identity = (stack: Stack, logicalId: string): Identity => {
    const id = `${stack.name}/${logicalId}`;
    const kept = identities.get(id);
    if (kept) return kept;
    const resource = stack.template.Resources?.[logicalId];
    if (!resource) throw new Unresolvable(stack.name, `there is no resource ${logicalId}`);
    const property = (name: string) =>
      resolve((resource as Resource).Properties?.[name], { stack, where: id });
    const made = identify(resource.Type, physicalName(stack.name, logicalId, resource, property), at);
    identities.set(id, made);
    return made;
  };

  const ref = (name: string, { stack, where }: Scope): unknown => {
    if (name === 'AWS::StackName') return stack.name;
    if (name === 'AWS::NoValue') return undefined;
    if (name === 'AWS::StackId')
      return `arn:aws:cloudformation:${at.region}:${at.accountId}:stack/${stack.name}/local`;
    if (name in pseudo) return pseudo[name];
    const parameter = stack.template.Parameters?.[name];
    if (parameter) {
      if (parameter.Default === undefined)
        throw new Unresolvable(where, `the parameter ${name} has no default`);
      return parameter.Type === SYSTEM_PARAMETER
        ? systemParameter(parameter.Default, where)
        : parameter.Default;
    }
    if (!stack.template.Resources?.[name])
      throw new Unresolvable(where, `Ref names ${name}, which does not exist`);
    return identity(stack, name).ref;
  };

  const attribute = (argument: unknown, scope: Scope): string => {
    const [logicalId = '', name = ''] =
      typeof argument === 'string' ? argument.split(/\.(.*)/) : (argument as string[]);
    const value = identity(scope.stack, logicalId).attributes[name];
    const type = scope.stack.template.Resources?.[logicalId]?.Type;
    if (value === undefined)
      throw new Unresolvable(scope.where, `${name} of ${logicalId} (${type}) is not known to the local host`);
    return value;
  };

  const substitute = (argument: unknown, scope: Scope): string => {
    const [text, variables] = Array.isArray(argument)
      ? (argument as [string, Record<string, unknown>])
      : [String(argument), {}];
    return text.replace(/\$\{([^}]+)\}/g, (_, raw: string) => {
      if (raw.startsWith('!')) return `\${${raw.slice(1)}}`;
      const name = raw.trim();
      if (name in variables) return String(resolve(variables[name], scope));
      return String(name.includes('.') ? attribute(name, scope) : ref(name, scope));
    });
  };

  const exported = (name: string, { where }: Scope): unknown => {
    for (const stack of stacks)
      for (const [id, output] of Object.entries(stack.template.Outputs ?? {})) {
        const scope = { stack, where: `${stack.name}/${id}` };
        if (output.Export && resolve(output.Export.Name, scope) === name) return resolve(output.Value, scope);
      }
    throw new Unresolvable(where, `no stack of the assembly exports ${name}`);
  };

  const systemParameter = (parameterName: unknown, where: string): unknown => {
    for (const stack of stacks)
      for (const [id, { Type, Properties }] of Object.entries(stack.template.Resources ?? {})) {
        const scope = { stack, where: `${stack.name}/${id}` };
        if (Type === 'AWS::SSM::Parameter' && resolve(Properties?.Name, scope) === parameterName)
          return resolve(Properties?.Value, scope);
      }
    throw new Unresolvable(where, `no stack of the assembly has the parameter ${parameterName}`);
  };

  const condition = (value: unknown, scope: Scope): boolean => {
    const named = typeof value === 'string' ? value : undefined;
    if (named === undefined) return resolve(value, scope) === true;
    const conditions = scope.stack.template.Conditions;
    if (conditions?.[named] === undefined)
      throw new Unresolvable(scope.where, `there is no condition ${named}`);
    return resolve(conditions[named], scope) === true;
  };

  const list = (argument: unknown, scope: Scope): unknown[] => {
    const value = resolve(argument, scope);
    if (!Array.isArray(value)) throw new Unresolvable(scope.where, 'a list was expected');
    return value;
  };

  const intrinsics: Readonly<Record<string, Intrinsic>> = {
    Ref: (name, scope) => ref(String(name), scope),
    Condition: (name, scope) => condition(String(name), scope),
    'Fn::GetAtt': attribute,
    'Fn::Sub': substitute,
    'Fn::Join': (argument, scope) => {
      const [separator, parts] = argument as [string, unknown];
      return list(parts, scope).join(separator);
    },
    'Fn::Split': (argument, scope) => {
      const [separator, text] = argument as [string, unknown];
      return String(resolve(text, scope)).split(separator);
    },
    'Fn::Select': (argument, scope) => {
      const [index, from] = argument as [unknown, unknown];
      const values = list(from, scope);
      const at = Number(resolve(index, scope));
      if (values[at] === undefined) throw new Unresolvable(scope.where, `Fn::Select finds nothing at ${at}`);
      return values[at];
    },
    'Fn::ImportValue': (name, scope) => exported(String(resolve(name, scope)), scope),
    'Fn::GetStackOutput': (argument, scope) => {
      const { StackName, OutputName } = resolve(argument, scope) as { StackName: string; OutputName: string };
      const stack = stacks.find(({ name }) => name === StackName);
      const output = stack?.template.Outputs?.[OutputName];
      if (!stack || !output)
        throw new Unresolvable(scope.where, `there is no output ${StackName}.${OutputName}`);
      return resolve(output.Value, { stack, where: `${StackName}/${OutputName}` });
    },
    'Fn::FindInMap': (argument, scope) => {
      const [map = '', first = '', second = ''] = list(argument, scope).map(String);
      const value = scope.stack.template.Mappings?.[map]?.[first]?.[second];
      if (value === undefined) throw new Unresolvable(scope.where, `no mapping ${map}.${first}.${second}`);
      return value;
    },
    'Fn::Base64': (text, scope) => Buffer.from(String(resolve(text, scope))).toString('base64'),
    'Fn::ToJsonString': (value, scope) => JSON.stringify(resolve(value, scope)),
    'Fn::If': (argument, scope) => {
      const [name, yes, no] = argument as [string, unknown, unknown];
      return resolve(condition(name, scope) ? yes : no, scope);
    },
    'Fn::Equals': (argument, scope) => {
      const [left, right] = list(argument, scope);
      return String(left) === String(right);
    },
    'Fn::Not': (argument, scope) => !condition((argument as unknown[])[0], scope),
    'Fn::And': (argument, scope) => (argument as unknown[]).every((part) => condition(part, scope)),
    'Fn::Or': (argument, scope) => (argument as unknown[]).some((part) => condition(part, scope)),
  };

  const resolve = (value: unknown, scope: Scope): unknown => {
    if (Array.isArray(value))
      return value.map((part) => resolve(part, scope)).filter((part) => part !== undefined);
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value);
    const [[name, argument] = ['', undefined]] = entries;
    if (entries.length === 1 && (name === 'Ref' || name === 'Condition' || name.startsWith('Fn::'))) {
      const intrinsic = intrinsics[name];
      if (name === 'Condition' && typeof argument !== 'string') return plainObject(entries, scope);
      if (!intrinsic) throw new Unresolvable(scope.where, `${name} is not known to the local host`);
      return intrinsic(argument, scope);
    }
    return plainObject(entries, scope);
  };

  const plainObject = (entries: [string, unknown][], scope: Scope): object =>
    Object.fromEntries(
      entries.map(([key, part]) => [key, resolve(part, scope)]).filter(([, part]) => part !== undefined),
    );

  return { identity, resolve: (value, stack, where) => resolve(value, { stack, where }) };
}

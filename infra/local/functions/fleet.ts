import type { FunctionDeclaration } from '../assembly/declared.ts';
import { createFunction, type FunctionSetting, type LocalFunction } from './runtime.ts';

/** All functions of an assembly. */
export interface Fleet {
  /** By its name or the end of it. @throws Error when there is none */
  named(name: string): LocalFunction;
}

/** The secrets of one run. */
export interface Keys {
  admin: string;
  /** Seals secrets in the table, in base64. */
  secrets: string;
}

/** The variables by which a function says which key of AWS it uses, and those that give it one right away. */
const KEY_VARIABLES = [
  ['ADMIN_API_KEY_SECRET_ARN', 'ADMIN_API_KEY', 'admin'],
  ['SECRETS_KEY_ARN', 'SECRETS_KEY', 'secrets'],
] as const;

/** @param env put into every function's environment, over what the stack declares */
export function createFleet(
  declarations: readonly FunctionDeclaration[],
  setting: FunctionSetting,
  keys: Keys,
  env: Readonly<Record<string, string>>,
): Fleet {
  const functions = new Map(
    declarations.map((declaration) => {
      const environment = {
        ...declaration.environment,
        ...keysFor(declaration, keys),
        ...env,
      };
      return [declaration.name, createFunction({ ...declaration, environment }, setting)];
    }),
  );
  return {
    named(name) {
      const found =
        functions.get(name) ??
        [...functions.values()].find((candidate) => candidate.name.endsWith(`-${name}`));
      if (!found) throw new Error(`There is no function ${name}`);
      return found;
    },
  };
}

const keysFor = ({ environment }: FunctionDeclaration, keys: Keys): Record<string, string> =>
  Object.fromEntries(
    KEY_VARIABLES.flatMap(([name, given, key]) => (name in environment ? [[given, keys[key]]] : [])),
  );

import type { FunctionDeclaration } from '../assembly/declared.ts';
import { createFunction, type FunctionSetting, type LocalFunction } from './runtime.ts';

/** All functions of an assembly. */
export interface Fleet {
  /** By its name or the end of it. @throws Error when there is none */
  named(name: string): LocalFunction;
}

/** The variable by which a function says that it needs the admin key, and the one that gives it the key right away. */
const ADMIN_KEY_SECRET = 'ADMIN_API_KEY_SECRET_ARN';
const ADMIN_KEY = 'ADMIN_API_KEY';

/** @param env put into every function's environment, over what the stack declares */
export function createFleet(
  declarations: readonly FunctionDeclaration[],
  setting: FunctionSetting,
  adminKey: string,
  env: Readonly<Record<string, string>>,
): Fleet {
  const functions = new Map(
    declarations.map((declaration) => {
      const environment = {
        ...declaration.environment,
        ...(ADMIN_KEY_SECRET in declaration.environment && { [ADMIN_KEY]: adminKey }),
        ...env,
      };
      return [declaration.name, createFunction({ ...declaration, environment }, setting)];
    }),
  );
  return {
    named(name) {
      const found =
        functions.get(name) ?? [...functions.values()].find((one) => one.name.endsWith(`-${name}`));
      if (!found) throw new Error(`There is no function ${name}`);
      return found;
    },
  };
}

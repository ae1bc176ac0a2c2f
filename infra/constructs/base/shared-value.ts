import { CfnParameter, type IResolvable, type IResolveContext, Stack, Token } from 'aws-cdk-lib';
import { CfnParameter as SystemParameter } from 'aws-cdk-lib/aws-ssm';
import type { Construct } from 'constructs';
import type { Stage } from './stage.ts';

/**
 * A value of one stack that others use: it is written to an SSM parameter, `/recado/<stage>/<name>`, which they read when
 * they are deployed. An export would bind the stacks together: while another one imports it, it can neither change nor go.
 *
 * @param name kebab-case, the same in every release
 * @returns the value within its own stack, and what is read from the parameter within any other one
 */
export function sharedValue(owner: Construct, stage: Stage, name: string, value: string): string {
  const parameterName = `/recado/${stage.name}/${name}`;
  const id = name.replace(/(^|-)([a-z])/g, (_, _dash, letter: string) => letter.toUpperCase());
  new SystemParameter(owner, `${id}Parameter`, { type: 'String', name: parameterName, value });
  return Token.asString(new SharedValue(Stack.of(owner), `Shared${id}`, parameterName, value));
}

class SharedValue implements IResolvable {
  readonly creationStack = [];
  readonly #owner: Stack;
  readonly #id: string;
  readonly #parameterName: string;
  readonly #value: string;

  constructor(owner: Stack, id: string, parameterName: string, value: string) {
    this.#owner = owner;
    this.#id = id;
    this.#parameterName = parameterName;
    this.#value = value;
  }

  resolve({ scope }: IResolveContext): unknown {
    const stack = Stack.of(scope);
    if (stack === this.#owner) return this.#value;
    const parameter =
      (stack.node.tryFindChild(this.#id) as CfnParameter | undefined) ??
      new CfnParameter(stack, this.#id, {
        type: 'AWS::SSM::Parameter::Value<String>',
        default: this.#parameterName,
      });
    return { Ref: parameter.logicalId };
  }

  toString(): string {
    return Token.asString(this);
  }
}

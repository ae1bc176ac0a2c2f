import { type Duration, Validations } from 'aws-cdk-lib';
import { type CfnPolicy, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  Architecture,
  type CfnFunction,
  Code,
  Function as LambdaFunction,
  LoggingFormat,
  RecursiveLoop,
  Runtime,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { Bundles } from '../bundle/bundle.ts';
import type { Grant } from './base/grant.ts';
import type { Stage } from './base/stage.ts';

/** The common settings of a stage's functions. */
export interface CommonSettings {
  stage: Stage;
  bundles: Bundles;
  /** The API's base URL. */
  publicUrl: string;
}

export interface FunctionSettings extends CommonSettings {
  /** Verb-noun: the stem of its handler's file. */
  name: string;
  timeout: Duration;
  /** More than the usual. */
  memoryMb?: number | undefined;
  /** Its permissions, besides its own logs and traces. */
  uses: readonly Grant[];
  /** Whether it sends to the queue that it consumes, on purpose. */
  loops?: boolean;
}

/** A function with its own role and its own logs. */
export class RecadoFunction extends Construct {
  readonly lambda: LambdaFunction;

  constructor(scope: Construct, id: string, settings: FunctionSettings) {
    super(scope, id);
    const { name, stage, uses } = settings;
    const logGroup = new LogGroup(this, 'Logs', {
      retention: stage.logRetention,
      removalPolicy: stage.removalPolicy,
    });
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    logGroup.grantWrite(role);
    this.lambda = new LambdaFunction(this, 'Function', {
      functionName: `recado-${stage.name}-${name}`,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      code: Code.fromAsset(bundleOf(settings)),
      handler: 'index.handler',
      memorySize: settings.memoryMb ?? MEMORY_MB,
      timeout: settings.timeout,
      tracing: stage.tracing ? Tracing.ACTIVE : Tracing.DISABLED,
      loggingFormat: LoggingFormat.JSON,
      logGroup,
      role,
      environment: environmentOf(settings),
      ...(settings.loops && { recursiveLoop: RecursiveLoop.ALLOW }),
    });
    for (const { statements } of uses)
      for (const statement of statements) this.lambda.addToRolePolicy(statement);
    dependOnPolicyAlone(this.lambda, role);
    Validations.of(role).acknowledge({
      id: 'AwsSolutions-IAM5[Resource::*]',
      reason:
        'X-Ray writes and ListStreams, which a stream reader needs, know no resources: everything or nothing.',
    });
  }
}

/**
 * A function has to depend on its role's policy. It depends on the role already, by referring to it; the library adds both,
 * which linters of templates warn of.
 */
function dependOnPolicyAlone(lambda: LambdaFunction, role: Role): void {
  const policy = role.node.findChild('DefaultPolicy').node.defaultChild as CfnPolicy;
  const resource = lambda.node.defaultChild as CfnFunction;
  resource.addOverride('DependsOn', [policy.logicalId]);
}

/** Lambda shares out processor time by memory, a whole processor at 1,769 MB: this is more than a quarter of one. */
const MEMORY_MB = 512;

function bundleOf({ name, bundles }: FunctionSettings): string {
  const folder = bundles.get(name);
  if (folder === undefined) throw new Error(`${name} is not bundled`);
  return folder;
}

/** @throws Error when two grants, or a grant and the stage, disagree about a variable */
function environmentOf({ name, stage, publicUrl, uses }: FunctionSettings): Record<string, string> {
  const environment: Record<string, string> = {
    STAGE: stage.name,
    PUBLIC_URL: publicUrl,
    LIVE_CALLS: stage.isLocal ? 'simulator' : 'agent',
    ...(stage.isLocal && { ALLOW_PRIVATE_TARGETS: 'true' }),
    ...(stage.corsOrigins && { CORS_ORIGINS: stage.corsOrigins.join(' ') }),
  };
  for (const grant of uses)
    for (const [variable, value] of Object.entries(grant.environment)) {
      if ((environment[variable] ?? value) !== value)
        throw new Error(`${name} would get two values for ${variable}`);
      environment[variable] = value;
    }
  return environment;
}

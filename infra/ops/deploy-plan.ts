/** The steps of `npm run deploy` for its arguments. */
export interface DeployPlan {
  /** Arguments of the CDK's command. */
  cdk: string[];
  stage: string;
  /** Of the AWS CLI, in the CDK's argument `--profile`. */
  profile: string | undefined;
  wantsSmoke: boolean;
  /** false for what deploys nothing: help, and change sets that are only prepared. */
  deploys: boolean;
}

const APPROVAL_OPTION = '--require-approval';

/**
 * @param given arguments of `cdk deploy`, and `--no-smoke`
 * @param emulator `AWS_ENDPOINT_URL`
 */
export function planOf(given: readonly string[], emulator: string | undefined): DeployPlan {
  const cdk = given.filter((argument) => argument !== '--no-smoke');
  const has = (...names: string[]) =>
    cdk.some((argument) => names.some((name) => argument === name || argument.startsWith(`${name}=`)));
  const deploys =
    !has('--help', '-h', '--no-execute') &&
    !cdk.some((argument) => /^(?:--method=)?prepare-change-set$/.test(argument));
  return {
    cdk: [
      'deploy',
      // Only some stacks when they are named.
      ...(cdk.some((argument) => argument.startsWith('Recado-')) || has('--all') ? [] : ['--all']),
      ...(has(APPROVAL_OPTION) ? [] : [APPROVAL_OPTION, 'never']),
      ...cdk,
    ],
    stage: stageOf(cdk),
    profile: argumentOf(cdk, '--profile'),
    wantsSmoke: deploys && !given.includes('--no-smoke') && !emulator,
    deploys,
  };
}

/** The stage that `-c stage=…` names. */
function stageOf(all: readonly string[]): string {
  const named = all.map((argument) => /^(?:(?:-c|--context)=?)?stage=(.+)$/.exec(argument)?.[1]);
  return named.find((stage) => stage !== undefined) ?? 'dev';
}

function argumentOf(all: readonly string[], name: string): string | undefined {
  const at = all.findIndex((argument) => argument === name || argument.startsWith(`${name}=`));
  return all[at]?.slice(name.length + 1) || (at < 0 ? undefined : all[at + 1]);
}

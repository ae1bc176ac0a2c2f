import {
  type App,
  CloudFormationValidatePlugin,
  type IPolicyValidationPlugin,
  Validations,
} from 'aws-cdk-lib';

/**
 * Lets the synthesis fail on a template that CloudFormation would refuse, and on any finding of cdk-nag's AwsSolutions
 * pack. The library's own check is off by default and added here, so that a local run starts without waiting for it.
 */
export async function addChecks(app: App): Promise<void> {
  const { AwsSolutionsChecks } = await import('cdk-nag');
  Validations.of(app).addPlugins(
    // Its type differs from its interface in whether a property that may be undefined may be absent.
    new CloudFormationValidatePlugin() as IPolicyValidationPlugin,
    new AwsSolutionsChecks(app, { verbose: true }),
  );
}

import { Validations } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { Grant } from './base/grant.ts';
import { sharedValue } from './base/shared-value.ts';
import type { Stage } from './base/stage.ts';

/** The key that may do everything on the platform API: made on the first deployment, changed by storing another one. */
export class AdminKey extends Construct {
  readonly secretArn: string;

  constructor(scope: Construct, id: string, stage: Stage) {
    super(scope, id);
    const secret = new Secret(this, 'Secret', {
      description: `The admin API key of Recado, stage ${stage.name}`,
      generateSecretString: { passwordLength: 48, excludePunctuation: true },
      removalPolicy: stage.removalPolicy,
    });
    this.secretArn = sharedValue(this, stage, 'admin-key-secret-arn', secret.secretArn);
    Validations.of(secret).acknowledge({
      id: 'AwsSolutions-SMG4',
      reason:
        'Its holders are people and their scripts, who must learn of a new value: they rotate it, on a day they choose.',
    });
  }

  reading(): Grant {
    const statement = new PolicyStatement({
      actions: ['secretsmanager:GetSecretValue'],
      resources: [this.secretArn],
    });
    return { statements: [statement], environment: { ADMIN_API_KEY_SECRET_ARN: this.secretArn } };
  }
}

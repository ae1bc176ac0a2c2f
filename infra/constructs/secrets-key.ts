import { Duration } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import type { SecretPurpose } from '../../shared/adapters/cipher/cipher.ts';
import type { Grant } from './base/grant.ts';
import { sharedValue } from './base/shared-value.ts';
import type { Stage } from './base/stage.ts';

/** Without it secrets can never be read again: time to notice that a stack was deleted by mistake. */
const PENDING = Duration.days(30);

/** The key that tenants' secrets are sealed with in the table. */
export class SecretsKey extends Construct {
  readonly #keyArn: string;

  constructor(scope: Construct, id: string, stage: Stage) {
    super(scope, id);
    const key = new Key(this, 'Key', {
      description: `Seals the signing secrets of Recado's tenants, stage ${stage.name}`,
      alias: `recado-${stage.name}`,
      enableKeyRotation: true,
      pendingWindow: PENDING,
      removalPolicy: stage.removalPolicy,
    });
    this.#keyArn = sharedValue(this, stage, 'secrets-key-arn', key.keyArn);
  }

  /** Making secrets of one purpose unreadable. */
  sealing(purpose: SecretPurpose): Grant {
    return this.#grant('kms:Encrypt', purpose);
  }

  /** Reading secrets of one purpose. */
  opening(purpose: SecretPurpose): Grant {
    return this.#grant('kms:Decrypt', purpose);
  }

  #grant(action: string, purpose: SecretPurpose): Grant {
    const statement = new PolicyStatement({
      actions: [action],
      resources: [this.#keyArn],
      conditions: { StringEquals: { 'kms:EncryptionContext:purpose': purpose } },
    });
    return { statements: [statement], environment: { SECRETS_KEY_ARN: this.#keyArn } };
  }
}

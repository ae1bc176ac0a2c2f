import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';

/** The use of one resource: what a function's role must allow for it, and how the function learns where it is. */
export interface Grant {
  statements: readonly PolicyStatement[];
  environment: Readonly<Record<string, string>>;
}

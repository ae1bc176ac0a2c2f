import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Declaration } from '../../shared/http/declaration.ts';
import { Endpoint, type EndpointSettings } from '../constructs/endpoint.ts';

/** The endpoints of one dialect, and those that others lend it. A stack of its own, because a stack holds 500 resources and an endpoint is nine. */
export class DialectStack extends Stack {
  constructor(
    scope: Construct,
    id: string,
    declarations: readonly Declaration[],
    settings: EndpointSettings,
    props: StackProps,
  ) {
    super(scope, id, props);
    for (const declaration of declarations) new Endpoint(this, declaration, settings);
  }
}

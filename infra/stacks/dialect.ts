import { Stack, type StackProps } from 'aws-cdk-lib';
import { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { Construct } from 'constructs';
import type { Declaration } from '../../shared/http/declaration.ts';
import { Endpoint, type EndpointSettings } from '../constructs/endpoint.ts';

/** The endpoints of one dialect, and those that others lend it. A stack of its own, because a stack holds 500 resources and an endpoint is seven. */
export class DialectStack extends Stack {
  constructor(
    scope: Construct,
    id: string,
    declarations: readonly Declaration[],
    { apiId, ...settings }: Omit<EndpointSettings, 'api'> & { apiId: string },
    props: StackProps,
  ) {
    super(scope, id, props);
    const api = HttpApi.fromHttpApiAttributes(this, 'Api', { httpApiId: apiId });
    for (const declaration of declarations) new Endpoint(this, declaration, { ...settings, api });
  }
}

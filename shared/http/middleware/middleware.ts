import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Step } from '../../adapters/lambda/pipeline.ts';
import type { Exchange } from '../exchange.ts';

/** A step of every request: `internal.state` holds the exchange so far. */
export type Middleware = Step<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Exchange>;

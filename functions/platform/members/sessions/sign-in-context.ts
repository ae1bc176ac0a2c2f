import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { SignInContext } from '../../../../shared/members/sign-in.ts';

/** The origin of a request. */
export const signInContext = (
  { requestContext: { http } }: Pick<APIGatewayProxyEventV2, 'requestContext'>,
  now: Date,
): SignInContext => ({ address: http.sourceIp, userAgent: http.userAgent || undefined, now });

import { expect, test } from 'vitest';
import { originOf } from '../../shared/adapters/aws/origin.ts';

const DYNAMO = { name: 'dynamodb', variable: 'DYNAMODB' };

/** Where requests go in a region of this name, with these variables set beside it. */
const placeIn = (region: string, environment: NodeJS.ProcessEnv = {}, named?: string) =>
  originOf(DYNAMO, named, undefined, { AWS_REGION: region, ...environment });

test('In a region of AWS a service answers by TLS, at its name and the region’s', () => {
  expect(placeIn('sa-east-1')).toEqual({
    protocol: 'https:',
    hostname: 'dynamodb.sa-east-1.amazonaws.com',
    host: 'dynamodb.sa-east-1.amazonaws.com',
    region: 'sa-east-1',
  });
});

test('A region that a client was made for counts before that of the environment', () => {
  expect(originOf(DYNAMO, undefined, 'us-east-1', { AWS_REGION: 'sa-east-1' })).toMatchObject({
    host: 'dynamodb.us-east-1.amazonaws.com',
    region: 'us-east-1',
  });
});

test.each<[string, NodeJS.ProcessEnv]>([
  ['of the service', { AWS_ENDPOINT_URL_DYNAMODB: 'http://127.0.0.1:8000' }],
  [
    'of the service before that of all',
    { AWS_ENDPOINT_URL_DYNAMODB: 'http://127.0.0.1:8000', AWS_ENDPOINT_URL: 'http://127.0.0.1:1' },
  ],
  ['of all services', { AWS_ENDPOINT_URL: 'http://127.0.0.1:8000' }],
  [
    'that a region does not have by itself',
    { AWS_ENDPOINT_URL: 'http://127.0.0.1:8000/', AWS_REGION: 'cn-north-1' },
  ],
])('An endpoint in the environment is taken: one %s', (_, environment) => {
  expect(placeIn('us-east-1', environment)).toEqual({
    protocol: 'http:',
    hostname: '127.0.0.1',
    port: 8000,
    host: '127.0.0.1:8000',
    region: environment.AWS_REGION ?? 'us-east-1',
  });
});

test('A server that a request or a client names counts before the environment', () => {
  expect(
    placeIn('us-east-1', { AWS_ENDPOINT_URL: 'http://127.0.0.1:1' }, 'http://127.0.0.1:8000'),
  ).toMatchObject({
    host: '127.0.0.1:8000',
  });
});

test('Endpoints that are to be ignored are', () => {
  const environment = { AWS_ENDPOINT_URL: 'http://127.0.0.1:1', AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' };
  expect(placeIn('us-east-1', environment)?.host).toBe('dynamodb.us-east-1.amazonaws.com');
});

test.each<[string, string, NodeJS.ProcessEnv]>([
  ['in another partition of AWS', 'cn-north-1', {}],
  ['in the partition of the government', 'us-gov-west-1', {}],
  ['by FIPS', 'us-east-1', { AWS_USE_FIPS_ENDPOINT: 'true' }],
  ['on both stacks', 'us-east-1', { AWS_USE_DUALSTACK_ENDPOINT: 'true' }],
  ['by a profile', 'us-east-1', { AWS_PROFILE: 'shop' }],
  ['below a path', 'us-east-1', { AWS_ENDPOINT_URL: 'http://127.0.0.1:8000/dynamodb' }],
  ['without a region', '', {}],
])('Where a service answers %s is for the SDK to find out', (_, region, environment) => {
  expect(placeIn(region, environment)).toBeUndefined();
});

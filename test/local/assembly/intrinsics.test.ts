import { describe, expect, test } from 'vitest';
import { createResolver, Unresolvable } from '../../../infra/local/assembly/resolver.ts';
import { here, stackOf } from '../support/assembly.ts';

/** A place in the text of `Fn::Sub`. */
const of = (name: string): string => `$\{${name}}`;

const data = stackOf('Data', {
  Resources: {
    Orders: { Type: 'AWS::DynamoDB::Table', Properties: { TableName: 'orders' } },
    Calls: { Type: 'AWS::SQS::Queue' },
    Jobs: { Type: 'AWS::SQS::Queue', Properties: { FifoQueue: true } },
    Exports: { Type: 'AWS::S3::Bucket' },
    Secret: { Type: 'AWS::SecretsManager::Secret' },
    Role: { Type: 'AWS::IAM::Role' },
  },
  Outputs: {
    Table: { Value: { Ref: 'Orders' }, Export: { Name: { 'Fn::Sub': `${of('AWS::StackName')}:Table` } } },
    Url: { Value: { Ref: 'Calls' } },
  },
});
const api = stackOf('Api', {
  Resources: { Http: { Type: 'AWS::ApiGatewayV2::Api' } },
  Parameters: { Stage: { Type: 'String', Default: 'local' }, Secret: { Type: 'String' } },
  Mappings: { Limits: { local: { perSecond: 7 } } },
  Conditions: {
    IsLocal: { 'Fn::Equals': [{ Ref: 'Stage' }, 'local'] },
    IsProd: { 'Fn::Not': [{ Condition: 'IsLocal' }] },
    Both: { 'Fn::And': [{ Condition: 'IsLocal' }, { Condition: 'IsProd' }] },
    Either: { 'Fn::Or': [{ Condition: 'IsLocal' }, { Condition: 'IsProd' }] },
  },
});
const resolver = createResolver([data, api], here);
const inData = (value: unknown) => resolver.resolve(value, data, 'Data/Test');
const inApi = (value: unknown) => resolver.resolve(value, api, 'Api/Test');

describe('what an intrinsic function resolves to on one machine', () => {
  test.each([
    ['the name of a table', { Ref: 'Orders' }, 'orders'],
    ['the URL of a queue', { Ref: 'Calls' }, 'http://127.0.0.1:9324/000000000000/Data-Calls'],
    ['the name of a queue', { 'Fn::GetAtt': ['Calls', 'QueueName'] }, 'Data-Calls'],
    ['a FIFO queue keeps its ending', { 'Fn::GetAtt': 'Jobs.QueueName' }, 'Data-Jobs.fifo'],
    ['the name of a bucket, in lower case', { Ref: 'Exports' }, 'data-exports'],
    ['an ARN', { 'Fn::GetAtt': ['Orders', 'Arn'] }, 'arn:aws:dynamodb:us-east-1:000000000000:table/orders'],
    ['the ARN of a role', { 'Fn::GetAtt': ['Role', 'Arn'] }, 'arn:aws:iam::000000000000:role/Data-Role'],
    [
      'a secret is its ARN',
      { Ref: 'Secret' },
      'arn:aws:secretsmanager:us-east-1:000000000000:secret:Data-Secret',
    ],
    ['the region', { Ref: 'AWS::Region' }, 'us-east-1'],
    ['nothing', { a: { Ref: 'AWS::NoValue' }, b: [1, { Ref: 'AWS::NoValue' }] }, { b: [1] }],
    ['a join', { 'Fn::Join': ['/', ['a', { Ref: 'Orders' }]] }, 'a/orders'],
    ['a join of a split', { 'Fn::Join': ['+', { 'Fn::Split': [':', 'a:b'] }] }, 'a+b'],
    ['a selection', { 'Fn::Select': ['1', { 'Fn::Split': ['.', 'a.b.c'] }] }, 'b'],
    [
      'a substitution',
      { 'Fn::Sub': ['Orders', 'Orders.Arn', '!Literal', 'AWS::AccountId'].map(of).join('-') },
      `orders-arn:aws:dynamodb:us-east-1:000000000000:table/orders-${of('Literal')}-000000000000`,
    ],
    ['a substitution of its own', { 'Fn::Sub': [`${of('A')}!`, { A: { Ref: 'Orders' } }] }, 'orders!'],
    ['base64', { 'Fn::Base64': 'hola' }, 'aG9sYQ=='],
    ['JSON text', { 'Fn::ToJsonString': { a: { Ref: 'Orders' } } }, '{"a":"orders"}'],
    [
      'a value that only looks like one',
      { Condition: { 'aws:Source': 'x' } },
      { Condition: { 'aws:Source': 'x' } },
    ],
  ])('%s', (_, value, expected) => {
    expect(inData(value)).toEqual(expected);
  });

  test.each([
    ['what another stack exports', { 'Fn::ImportValue': 'Data:Table' }, 'orders'],
    [
      'an output of another stack',
      { 'Fn::GetStackOutput': { StackName: 'Data', OutputName: 'Url' } },
      'http://127.0.0.1:9324/000000000000/Data-Calls',
    ],
    ['a parameter is its default', { Ref: 'Stage' }, 'local'],
    ['a mapping', { 'Fn::FindInMap': ['Limits', { Ref: 'Stage' }, 'perSecond'] }, 7],
    ['a condition that holds', { 'Fn::If': ['IsLocal', 'yes', 'no'] }, 'yes'],
    ['one that does not', { 'Fn::If': ['IsProd', 'yes', 'no'] }, 'no'],
    ['both of two', { 'Fn::If': ['Both', 'yes', 'no'] }, 'no'],
    ['either of two', { 'Fn::If': ['Either', 'yes', 'no'] }, 'yes'],
    ['the address of the API', { 'Fn::GetAtt': ['Http', 'ApiEndpoint'] }, 'http://127.0.0.1:3000'],
  ])('%s', (_, value, expected) => {
    expect(inApi(value)).toEqual(expected);
  });
});

describe('what cannot be resolved is an error that says where it is', () => {
  test.each([
    [
      'a function that is not known',
      { 'Fn::Cidr': ['10.0.0.0/16', 2] },
      'Fn::Cidr is not known to the local host',
    ],
    ['a name that does not exist', { Ref: 'Nobody' }, 'Ref names Nobody, which does not exist'],
    [
      'an attribute that is not known',
      { 'Fn::GetAtt': ['Http', 'Colour'] },
      'Colour of Http (AWS::ApiGatewayV2::Api) is not known to the local host',
    ],
    ['an export that nobody makes', { 'Fn::ImportValue': 'Gone' }, 'no stack of the assembly exports Gone'],
    ['a parameter without a default', { Ref: 'Secret' }, 'the parameter Secret has no default'],
    ['a selection past the end', { 'Fn::Select': [3, ['a']] }, 'Fn::Select finds nothing at 3'],
    [
      'a mapping that is not there',
      { 'Fn::FindInMap': ['Limits', 'prod', 'perSecond'] },
      'no mapping Limits.prod.perSecond',
    ],
    ['a condition that is not there', { 'Fn::If': ['Maybe', 1, 2] }, 'there is no condition Maybe'],
  ])('%s', (_, value, message) => {
    expect(() => inApi(value)).toThrow(new Unresolvable('Api/Test', message));
  });
});

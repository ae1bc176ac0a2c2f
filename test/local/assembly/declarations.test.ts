import { describe, expect, test } from 'vitest';
import { readDeclarations } from '../../../infra/local/assembly/declarations.ts';
import type { Resource } from '../../../infra/local/assembly/load.ts';
import { functionOf, here, stackOf } from '../support/assembly.ts';

const hello = functionOf('h', {
  FunctionName: 'hello',
  Environment: {
    Variables: {
      QUEUE: { Ref: 'Work' },
      URL: {
        'Fn::Join': [
          '',
          ['https://', { Ref: 'Api' }, '.execute-api.', { Ref: 'AWS::Region' }, '.amazonaws.com/x'],
        ],
      },
    },
  },
});
const base: Record<string, Resource> = {
  Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: { ProtocolType: 'HTTP', Name: 'shop' } },
  Hello: hello,
  Work: {
    Type: 'AWS::SQS::Queue',
    Properties: {
      VisibilityTimeout: 60,
      KmsMasterKeyId: 'alias/aws/sqs',
      RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': ['Dead', 'Arn'] }, maxReceiveCount: 3 },
    },
  },
  Dead: { Type: 'AWS::SQS::Queue' },
  Integration: {
    Type: 'AWS::ApiGatewayV2::Integration',
    Properties: {
      ApiId: { Ref: 'Api' },
      IntegrationType: 'AWS_PROXY',
      IntegrationUri: { 'Fn::GetAtt': ['Hello', 'Arn'] },
      PayloadFormatVersion: '2.0',
    },
  },
  Route: {
    Type: 'AWS::ApiGatewayV2::Route',
    Properties: {
      ApiId: { Ref: 'Api' },
      RouteKey: 'GET /hello/{name}',
      Target: { 'Fn::Join': ['', ['integrations/', { Ref: 'Integration' }]] },
    },
  },
  EachHour: {
    Type: 'AWS::Events::Rule',
    Properties: {
      ScheduleExpression: 'rate(1 hour)',
      Targets: [{ Id: 'a', Arn: { 'Fn::GetAtt': ['Hello', 'Arn'] }, Input: '{"hourly":true}' }],
    },
  },
  Off: {
    Type: 'AWS::Scheduler::Schedule',
    Properties: {
      ScheduleExpression: 'rate(1 hour)',
      State: 'DISABLED',
      Target: { Arn: { 'Fn::GetAtt': ['Hello', 'Arn'] } },
    },
  },
  Mapping: {
    Type: 'AWS::Lambda::EventSourceMapping',
    Properties: { EventSourceArn: { 'Fn::GetAtt': ['Work', 'Arn'] }, FunctionName: { Ref: 'Hello' } },
  },
  Log: { Type: 'AWS::Logs::LogGroup' },
};
const read = (more: Record<string, Resource> = {}) =>
  readDeclarations([stackOf('Shop', { Resources: { ...base, ...more } }, { 'h.zip': '/assets/h' })], here);
const queue = 'arn:aws:sqs:us-east-1:000000000000:Shop-Work';

describe('what an assembly declares', () => {
  test('its functions have their environment, with every reference resolved to this machine', () => {
    expect(read().functions).toEqual([
      {
        name: 'hello',
        arn: 'arn:aws:lambda:us-east-1:000000000000:function:hello',
        module: '/assets/h/index',
        exportName: 'handler',
        environment: {
          QUEUE: 'http://127.0.0.1:9324/000000000000/Shop-Work',
          URL: 'http://127.0.0.1:3000/x',
        },
        timeoutSeconds: 10,
        memoryMb: 128,
      },
    ]);
  });

  test('its queues have the attributes that SQS takes, without encryption', () => {
    expect(read().queues).toEqual([
      {
        name: 'Shop-Work',
        arn: queue,
        url: 'http://127.0.0.1:9324/000000000000/Shop-Work',
        attributes: {
          VisibilityTimeout: '60',
          RedrivePolicy:
            '{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:000000000000:Shop-Dead","maxReceiveCount":3}',
        },
      },
      {
        name: 'Shop-Dead',
        arn: 'arn:aws:sqs:us-east-1:000000000000:Shop-Dead',
        url: 'http://127.0.0.1:9324/000000000000/Shop-Dead',
        attributes: {},
      },
    ]);
  });

  test('its routes lead to functions, its schedules that are on call them, its mappings feed them', () => {
    const { routes, schedules, queueSources } = read();
    expect(routes).toEqual([{ key: 'GET /hello/{name}', functionName: 'hello', timeoutMs: 30_000 }]);
    expect(schedules).toEqual([
      {
        name: 'Shop-EachHour',
        arn: 'arn:aws:events:us-east-1:000000000000:rule/Shop-EachHour',
        expression: 'rate(1 hour)',
        functionName: 'hello',
        input: { hourly: true },
      },
    ]);
    expect(queueSources).toEqual([
      expect.objectContaining({ id: 'Shop/Mapping', functionName: 'hello', sourceArn: queue }),
    ]);
  });

  test('a resource whose condition does not hold is not there', () => {
    const stack = stackOf('Shop', {
      Conditions: { No: { 'Fn::Equals': ['a', 'b'] } },
      Resources: { Gone: { Type: 'AWS::SQS::Queue', Condition: 'No' }, There: { Type: 'AWS::SQS::Queue' } },
    });
    expect(readDeclarations([stack], here).queues.map(({ name }) => name)).toEqual(['Shop-There']);
  });
});

describe('what the local host does not know stops it, by name', () => {
  test('resource types, all of them at once', () => {
    const unknown = {
      Cache: { Type: 'AWS::ElastiCache::CacheCluster' },
      Flow: { Type: 'AWS::StepFunctions::StateMachine' },
    };
    expect(() => read(unknown)).toThrow(
      new Error(
        'The local host does not support these resources:\n' +
          '  Shop/Cache is a AWS::ElastiCache::CacheCluster\n' +
          '  Shop/Flow is a AWS::StepFunctions::StateMachine',
      ),
    );
  });

  test.each<[string, Record<string, Resource>, RegExp]>([
    [
      'a property of what it hosts',
      { Hello: functionOf('h', { Layers: ['arn:of:a:layer'] }) },
      /^Shop\/Hello \(AWS::Lambda::Function\) cannot be hosted locally:\n.*Unrecognized key: "Layers"/,
    ],
    [
      'a runtime that is not this one',
      { Hello: functionOf('h', { Runtime: 'python3.14' }) },
      /^Shop\/Hello .*\n.*only Node.js functions can be hosted/,
    ],
    [
      'an asset that is not there',
      { Hello: functionOf('gone') },
      /^Shop\/Hello: the assembly has no asset gone\.zip$/,
    ],
    [
      'an event source of another kind',
      {
        Mapping: {
          Type: 'AWS::Lambda::EventSourceMapping',
          Properties: { EventSourceArn: 'arn:aws:kinesis:x', FunctionName: 'hello' },
        },
      },
      /^Shop\/Mapping reads from arn:aws:kinesis:x, which is not a queue or stream of the assembly$/,
    ],
    [
      'a function that is not declared',
      {
        Mapping: {
          Type: 'AWS::Lambda::EventSourceMapping',
          Properties: { EventSourceArn: queue, FunctionName: 'nobody' },
        },
      },
      /^Shop\/Mapping refers to nobody, which is not a function of the assembly$/,
    ],
    [
      'an authorizer',
      {
        Route: {
          Type: 'AWS::ApiGatewayV2::Route',
          Properties: { ApiId: 'a', RouteKey: 'GET /', Target: 'x', AuthorizationType: 'JWT' },
        },
      },
      /^Shop\/Route \(AWS::ApiGatewayV2::Route\) cannot be hosted locally:\n.*AuthorizationType/s,
    ],
    [
      'a second API on one port',
      { Other: { Type: 'AWS::ApiGatewayV2::Api', Properties: { ProtocolType: 'HTTP' } } },
      /^One port serves one HTTP API, not Shop\/Api and Shop\/Other$/,
    ],
  ])('%s', (_, resources, message) => {
    expect(() => read(resources)).toThrow(message);
  });
});

import { beforeAll, describe, expect, test } from 'vitest';
import { letsThrough, OWN_ACCOUNT, type ServiceCall } from './support/resource-policy.ts';
import {
  ALARM_WEBHOOK,
  functionNamed,
  leadsTo,
  openStage,
  type Stage,
  statementsOf,
} from './support/synthesized.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage('staging');
}, 120_000);

describe('the policy of the alarm topic', () => {
  const publishing = (call: Partial<ServiceCall> = {}): boolean => {
    const [topic] = stage.all('AWS::SNS::Topic');
    const statements = stage
      .all('AWS::SNS::TopicPolicy')
      .filter(({ properties }) => properties.Topics.map(leadsTo).includes(topic?.id))
      .flatMap(({ properties }) => properties.PolicyDocument.Statement);
    return letsThrough(statements, {
      principal: 'cloudwatch.amazonaws.com',
      action: 'sns:Publish',
      resource: topic?.id ?? '',
      context: { 'aws:SourceAccount': OWN_ACCOUNT, 'aws:SecureTransport': 'true' },
      ...call,
    });
  };

  test('lets CloudWatch publish for an alarm of this account', () => {
    expect(publishing()).toBe(true);
    expect(publishing({ context: { 'aws:SourceAccount': OWN_ACCOUNT } })).toBe(true);
  });

  test.each<[string, Partial<ServiceCall>]>([
    ['for an alarm of another account', { context: { 'aws:SourceAccount': '222222222222' } }],
    ['for no account', { context: {} }],
    ['in the clear', { context: { 'aws:SourceAccount': OWN_ACCOUNT, 'aws:SecureTransport': 'false' } }],
    ['by another service', { principal: 'events.amazonaws.com' }],
    ['by another account', { principal: 'arn:aws:iam::222222222222:root' }],
    ['more than publish', { action: 'sns:Subscribe' }],
    ['on another topic', { resource: 'Another' }],
  ])('allows nothing %s', (_how, call) => {
    expect(publishing(call)).toBe(false);
  });

  test('is the only one: the topic has no key that CloudWatch could not use', () => {
    const topics = stage.all('AWS::SNS::Topic');
    expect(topics).toHaveLength(1);
    expect(topics[0]?.properties?.KmsMasterKeyId).toBeUndefined();
    expect(stage.all('AWS::SNS::TopicPolicy')).toHaveLength(1);
  });
});

describe('an alarm', () => {
  test('goes to the topic, and from there to the mailbox and to the function that posts it', () => {
    const [topic] = stage.all('AWS::SNS::Topic');
    for (const { id, properties } of stage.all('AWS::CloudWatch::Alarm'))
      expect(properties.AlarmActions.map(leadsTo), id).toEqual([topic?.id]);
    const poster = functionNamed(stage.all('AWS::Lambda::Function'), 'post-alarm');
    const subscriptions = stage.all('AWS::SNS::Subscription').map(({ properties }) => {
      const { Protocol, Endpoint, TopicArn } = properties;
      return [Protocol, typeof Endpoint === 'string' ? Endpoint : leadsTo(Endpoint), leadsTo(TopicArn)];
    });
    expect(subscriptions).toEqual([
      ['email', 'ops@example.com', topic?.id],
      ['lambda', poster.id, topic?.id],
    ]);
    const invoking = stage
      .all('AWS::Lambda::Permission')
      .filter(({ properties }) => leadsTo(properties.FunctionName) === poster.id)
      .map(({ properties }) => [properties.Action, properties.Principal, leadsTo(properties.SourceArn)]);
    expect(invoking).toEqual([['lambda:InvokeFunction', 'sns.amazonaws.com', topic?.id]]);
  });

  test('is posted by a function that may do nothing but log, and that alone knows the URL', () => {
    const actions = statementsOf(stage, 'post-alarm').flatMap(({ actions }) => actions);
    expect(actions.toSorted()).toEqual(['logs:CreateLogStream', 'logs:PutLogEvents']);
    const knowing = [...stage.stacks].flatMap(([name, template]) =>
      Object.entries(template.toJSON().Resources as object)
        .filter(([, resource]) => JSON.stringify(resource).includes(ALARM_WEBHOOK))
        .map(([id]) => [name, id]),
    );
    const poster = functionNamed(stage.all('AWS::Lambda::Function'), 'post-alarm');
    expect(knowing).toEqual([['workers', poster.id]]);
    expect(poster.properties.Environment.Variables).not.toHaveProperty('TABLE_NAME');
  });
});

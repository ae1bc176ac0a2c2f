import { App, RemovalPolicy } from 'aws-cdk-lib';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { describe, expect, test } from 'vitest';
import { type Stage, type StageSettings, stageFromContext } from '../../infra/constructs/base/stage.ts';
import { stages } from '../../infra/stages.ts';

const named = (name: string, settings = stages): Stage =>
  stageFromContext(new App({ context: { stage: name } }).node, settings);

const withSettings = (settings: object): Stage => named('dev', { dev: settings as StageSettings });

describe('a stage', () => {
  test('is dev by default, and its data is deleted with its stacks', () => {
    expect(stageFromContext(new App().node, stages)).toEqual({
      name: 'dev',
      isLocal: false,
      keepsData: false,
      removalPolicy: RemovalPolicy.DESTROY,
      logRetention: RetentionDays.TWO_WEEKS,
      throttle: { rateLimit: 100, burstLimit: 200 },
      accountConcurrency: 1000,
      tracing: false,
    });
  });

  test('that the file does not name is like dev', () => {
    expect(named('staging')).toEqual({ ...named('dev'), name: 'staging' });
    expect(named('constructor')).toEqual({ ...named('dev'), name: 'constructor' });
  });

  test('keeps data and logs longer in prod, and takes more requests', () => {
    expect(named('prod')).toEqual({
      name: 'prod',
      isLocal: false,
      keepsData: true,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
      logRetention: RetentionDays.SIX_MONTHS,
      throttle: { rateLimit: 1000, burstLimit: 2000 },
      accountConcurrency: 1000,
      tracing: false,
    });
  });

  test('is local only by that name', () => {
    expect(named('local')).toMatchObject({ name: 'local', isLocal: true, keepsData: false });
    expect(named('local-2')).toMatchObject({ isLocal: false });
  });

  test.each(['Prod', '1st', 'a_b', 'x'.repeat(21)])('may not be called %s', (name) => {
    expect(() => named(name)).toThrow(
      `A stage's name must be 1 to 20 lower-case letters, digits and hyphens, not "${name}"`,
    );
  });

  test('follows the file, and no context changes it', () => {
    const settings = {
      account: '123456789012',
      region: 'sa-east-1',
      logDays: 30,
      accountConcurrency: 10,
      tracing: true,
      corsOrigins: ['https://shop.example.com'],
      domain: { name: 'api.example.com', certificateArn: 'arn:aws:acm:sa-east-1:123456789012:certificate/1' },
      alarms: { emails: ['ops@example.com'], webhook: 'https://hooks.slack.com/services/T/B/X' },
      places: 'amazon-location',
      weather: 'open-meteo',
    } as const;
    const { logDays, ...others } = settings;
    const app = new App({ context: { stage: 'dev', places: '', region: 'us-east-1', keepsData: true } });
    expect(stageFromContext(app.node, { dev: settings })).toEqual({
      ...named('dev'),
      ...others,
      logRetention: logDays,
    });
  });

  test.each<[string, object]>([
    ['dev.acount: Unrecognized key', { acount: '1' }],
    ['dev.account: must be twelve digits', { account: '1' }],
    ['dev.region: must be a region', { region: 'Virginia' }],
    ['dev.logDays: must be a number of days that CloudWatch offers', { logDays: 8 }],
    ['dev.accountConcurrency: ', { accountConcurrency: 5 }],
    ['dev.corsOrigins.0: must be https://', { corsOrigins: ['https://shop.example.com/'] }],
    ['dev.domain.name: ', { domain: { name: 'https://api.example.com', certificateArn: 'arn:aws:acm:1' } }],
    ['dev.places: ', { places: 'maps' }],
    [
      'dev.restoredTable: must have the stream of its table',
      { restoredTable: { name: 'orders', streamArn: 'arn:aws:dynamodb:x:1:table/other/stream/y' } },
    ],
    ['dev.weather: ', { weather: 'radar' }],
    ['dev.alarms.emails.0: ', { alarms: { emails: ['ops'] } }],
  ])('is refused, naming the mistake: %s', (message, settings) => {
    expect(() => withSettings(settings)).toThrow(`infra/stages.ts: ${message.replace('dev.acount', 'dev')}`);
  });

  test.each([
    'http://hooks.slack.com/services/T/B/X',
    'https://10.0.0.7/services/T/B/X',
    'https://me:secret@hooks.slack.com/services/T/B/X',
    'hooks.slack.com/services/T/B/X',
  ])('does not post alarms to %s, and does not print it', (webhook) => {
    expect(() => withSettings({ alarms: { webhook } })).toThrow(
      new Error(
        'infra/stages.ts: dev.alarms.webhook: must be the https:// URL of a public host, without credentials',
      ),
    );
  });
});

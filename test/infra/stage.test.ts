import { App, RemovalPolicy } from 'aws-cdk-lib';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { describe, expect, test } from 'vitest';
import { stageFromContext } from '../../infra/constructs/stage.ts';

const stage = (context: Record<string, string>) => stageFromContext(new App({ context }).node);

describe('stageFromContext', () => {
  test('is dev without a context, and what dev holds goes with its stacks', () => {
    expect(stage({})).toEqual({
      name: 'dev',
      isLocal: false,
      keepsData: false,
      removalPolicy: RemovalPolicy.DESTROY,
      logRetention: RetentionDays.TWO_WEEKS,
      throttle: { rateLimit: 100, burstLimit: 200 },
    });
  });

  test('keeps data and logs longer in prod, and takes more requests', () => {
    expect(
      stage({ stage: 'prod', alarmEmail: 'ops@example.com', publicUrl: 'https://api.example.com' }),
    ).toEqual({
      name: 'prod',
      isLocal: false,
      keepsData: true,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
      logRetention: RetentionDays.SIX_MONTHS,
      throttle: { rateLimit: 1000, burstLimit: 2000 },
      alarmEmail: 'ops@example.com',
      publicUrl: 'https://api.example.com',
    });
  });

  test('is local only by that name', () => {
    expect(stage({ stage: 'local' })).toMatchObject({ name: 'local', isLocal: true, keepsData: false });
    expect(stage({ stage: 'local-2' })).toMatchObject({ isLocal: false });
  });

  test.each(['Prod', '1st', 'a_b', 'x'.repeat(21)])('refuses the name %s', (name) => {
    expect(() => stage({ stage: name })).toThrow(
      `A stage's name must be 1 to 20 lower-case letters, digits and hyphens, not "${name}"`,
    );
  });

  test.each(['http://api.example.com', 'https://api.example.com/', 'api.example.com'])(
    'refuses %s as the public URL',
    (publicUrl) => {
      expect(() => stage({ publicUrl })).toThrow(
        `publicUrl must be https:// and a host, without a path, not "${publicUrl}"`,
      );
    },
  );

  test.each([
    ['http://hooks.slack.com/services/T/B/X', 'https'],
    ['https://10.0.0.7/services/T/B/X', 'public_host'],
    ['https://me:secret@hooks.slack.com/services/T/B/X', 'no_credentials'],
    ['hooks.slack.com/services/T/B/X', 'url'],
  ])('refuses to post alarms to %s, without repeating it', (alarmWebhook, fault) => {
    expect(() => stage({ alarmWebhook })).toThrow(
      new Error(`alarmWebhook must be the https:// URL of a public host, without credentials (${fault})`),
    );
  });

  test('posts alarms where it is told to', () => {
    const alarmWebhook = 'https://hooks.slack.com/services/T/B/X';
    expect(stage({ alarmWebhook })).toMatchObject({ alarmWebhook });
  });

  test('asks Amazon Location for places and Open-Meteo for the weather when configured to', () => {
    expect(stage({ places: 'amazon-location', weather: 'open-meteo' })).toMatchObject({
      places: 'amazon-location',
      weather: 'open-meteo',
    });
  });

  test.each([
    ['places', 'maps', 'places must be amazon-location or left out, not "maps"'],
    ['weather', 'radar', 'weather must be open-meteo or left out, not "radar"'],
  ])('refuses as %s what there is not: %s', (key, value, message) => {
    expect(() => stage({ [key]: value })).toThrow(message);
  });
});

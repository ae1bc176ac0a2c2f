import { describe, expect, test } from 'vitest';
import { createLogger, type LogFields, type LogLevel } from '../../shared/adapters/logging/logger.ts';
import { recordMetric } from '../../shared/adapters/logging/metrics.ts';

function recorded(use: (log: ReturnType<typeof createLogger>) => void, level: LogLevel = 'debug'): unknown[] {
  const lines: string[] = [];
  use(createLogger({ requestId: 'r1' }, { level, write: (line) => lines.push(line) }));
  return lines.map((line) => JSON.parse(line));
}

describe('a log line', () => {
  test('is JSON with the fields of its logger and its call', () => {
    const lines = recorded((log) => log.with({ tenantId: 'tnt_1' }).warn('Refused', { status: 429 }));
    expect(lines).toEqual([
      {
        level: 'warn',
        message: 'Refused',
        at: expect.stringMatching(/Z$/),
        requestId: 'r1',
        tenantId: 'tnt_1',
        status: 429,
      },
    ]);
  });

  test('holds no field that is not on the list, whatever was cast or spread into it', () => {
    const order = { orderId: 'ord_1', customer: { phone: '+573001234567' }, phone: '+573001234567' };
    const lines = recorded((log) => log.info('Called', order as LogFields));
    expect(lines).toEqual([
      { level: 'info', message: 'Called', at: expect.any(String), requestId: 'r1', orderId: 'ord_1' },
    ]);
  });

  test('is left out below the level', () => {
    const lines = recorded((log) => {
      log.debug('no');
      log.info('no');
      log.warn('yes');
      log.error('yes');
    }, 'warn');
    expect(lines).toHaveLength(2);
  });

  test('logs an error’s class, frames and causes', () => {
    const error = new TypeError('outer', { cause: new RangeError('inner') });
    const [line] = recorded((log) => log.error('Failed', { error }));
    expect(line).toMatchObject({
      error: {
        name: 'TypeError',
        message: 'outer',
        frames: expect.arrayContaining([expect.stringContaining('logger.test.ts')]),
        cause: { name: 'RangeError', message: 'inner' },
      },
    });
  });

  test.each([
    ['a phone', 'no answer from +57 300 123 4567 today'],
    ['a national phone', 'no answer from (300) 123-4567 today'],
    ['an API key', 'no tenant for tk_live_0123456789abcdefABCDEF today'],
    ['a webhook secret', 'cannot sign with whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw today'],
  ])('of an error leaves out %s', (_, message) => {
    const [line] = recorded((log) => log.error('Failed', { error: new Error(message) }));
    expect(JSON.stringify(line)).not.toMatch(/\d{3}|MfKQ|abcdef/.exec(message)?.[0] ?? 'nothing');
    expect(line).toMatchObject({ error: { message: expect.stringContaining('… today') } });
  });

  test('of a body that is not JSON quotes nothing of it', () => {
    const [line] = recorded((log) => {
      try {
        JSON.parse('Juan Perez');
      } catch (error) {
        log.error('Failed', { error });
      }
    });
    expect(JSON.stringify(line)).not.toContain('Juan');
  });

  test('logs the type of something thrown that is not an error', () => {
    const [line] = recorded((log) => log.error('Failed', { error: 'tk_live_secret' }));
    expect(line).toMatchObject({ error: { name: 'string', message: 'Not an error' } });
  });
});

describe('a metric', () => {
  test('is a line in the embedded metric format', () => {
    const lines: string[] = [];
    process.env.STAGE = 'prod';
    recordMetric({ name: 'RateLimited', dimensions: { dialect: 'platform' } }, (line) => lines.push(line));
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      {
        _aws: {
          Timestamp: expect.any(Number),
          CloudWatchMetrics: [
            {
              Namespace: 'Recado',
              Dimensions: [['stage', 'dialect']],
              Metrics: [{ Name: 'RateLimited', Unit: 'Count' }],
            },
          ],
        },
        stage: 'prod',
        dialect: 'platform',
        RateLimited: 1,
      },
    ]);
  });

  test('is not written where there is no CloudWatch', () => {
    const lines: string[] = [];
    process.env.STAGE = 'local';
    recordMetric({ name: 'RateLimited' }, (line) => lines.push(line));
    expect(lines).toEqual([]);
  });
});

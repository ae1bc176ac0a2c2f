import { describe, expect, it } from 'vitest';
import {
  changed,
  liveSecrets,
  rotated,
  type WebhookEndpoint,
} from '../../../shared/webhooks/endpoints/endpoint.ts';

const now = new Date('2026-03-17T21:00:00.000Z');
const inSeconds = (seconds: number) => new Date(now.getTime() + seconds * 1000).toISOString();

describe('rotating a secret', () => {
  it('lets the old one sign beside the new one until the overlap ends', () => {
    expect(rotated({ secrets: [{ sealed: 'a' }] }, 'b', 60, now)).toEqual([
      { sealed: 'b' },
      { sealed: 'a', until: inSeconds(60) },
    ]);
  });

  it('never lengthens an overlap, and drops what has ended', () => {
    const secrets = [
      { sealed: 'c' },
      { sealed: 'b', until: inSeconds(10) },
      { sealed: 'a', until: inSeconds(0) },
    ];
    expect(rotated({ secrets }, 'd', 60, now)).toEqual([
      { sealed: 'd' },
      { sealed: 'c', until: inSeconds(60) },
      { sealed: 'b', until: inSeconds(10) },
    ]);
  });

  it('shortens the overlaps that are longer', () => {
    const secrets = [{ sealed: 'b' }, { sealed: 'a', until: inSeconds(3600) }];
    expect(rotated({ secrets }, 'c', 60, now)?.slice(1)).toEqual([
      { sealed: 'b', until: inSeconds(60) },
      { sealed: 'a', until: inSeconds(60) },
    ]);
  });
});

describe('the secrets that sign', () => {
  it('are the current one and those whose time has not ended', () => {
    const secrets = [
      { sealed: 'c' },
      { sealed: 'b', until: inSeconds(1) },
      { sealed: 'a', until: inSeconds(0) },
    ];
    expect(liveSecrets({ secrets }, now).map(({ sealed }) => sealed)).toEqual(['c', 'b']);
  });
});

describe('a change of an endpoint', () => {
  const endpoint: WebhookEndpoint = {
    ...{ tenantId: 'tnt_1', mode: 'live', id: 'whe_1', url: 'https://shop.test/hooks' },
    ...{ events: ['order.updated'], enabled: true, retrySchedule: 'standard', secrets: [{ sealed: 'a' }] },
    ...{ strictOrder: false, maxConcurrency: null, rateLimit: null, version: 3 },
    ...{ failingSince: inSeconds(-60), slowUntil: inSeconds(60) },
    ...{ createdAt: inSeconds(-3600), updatedAt: inSeconds(-3600) },
  };
  const next = { ...endpoint, updatedAt: inSeconds(0), version: 4 };

  it('of its address is a move to another receiver, which neither fails nor is slow yet', () => {
    const url = 'https://other.test/hooks';
    expect(changed(endpoint, { url }, now)).toEqual({
      ...next,
      ...{ url, failingSince: undefined, slowUntil: undefined },
    });
  });

  it.each([
    ['to the address that it has', { url: endpoint.url }, {}],
    ['that enables what is enabled', { enabled: true }, {}],
    ['of how many at once', { maxConcurrency: 3 }, { maxConcurrency: 3 }],
  ])('%s leaves it slow and failing as it was', (_what, changes, after) => {
    expect(changed(endpoint, changes, now)).toEqual({ ...next, ...after });
  });
});

import { describe, expect, it } from 'vitest';
import { liveSecrets, rotated } from '../../shared/webhooks/endpoint.ts';

const now = new Date('2026-03-17T21:00:00.000Z');
const inSeconds = (seconds: number) => new Date(now.getTime() + seconds * 1000).toISOString();

describe('rotating a secret', () => {
  it('lets the old one sign beside the new one until the overlap ends', () => {
    expect(rotated({ secrets: [{ value: 'a' }] }, 'b', 60, now)).toEqual([
      { value: 'b' },
      { value: 'a', until: inSeconds(60) },
    ]);
  });

  it('never lengthens an overlap, and drops what has ended', () => {
    const secrets = [
      { value: 'c' },
      { value: 'b', until: inSeconds(10) },
      { value: 'a', until: inSeconds(0) },
    ];
    expect(rotated({ secrets }, 'd', 60, now)).toEqual([
      { value: 'd' },
      { value: 'c', until: inSeconds(60) },
      { value: 'b', until: inSeconds(10) },
    ]);
  });

  it('shortens the overlaps that are longer', () => {
    const secrets = [{ value: 'b' }, { value: 'a', until: inSeconds(3600) }];
    expect(rotated({ secrets }, 'c', 60, now)?.slice(1)).toEqual([
      { value: 'b', until: inSeconds(60) },
      { value: 'a', until: inSeconds(60) },
    ]);
  });

  it('to the same secret leaves one of it', () => {
    expect(rotated({ secrets: [{ value: 'a' }] }, 'a', 60, now)).toEqual([{ value: 'a' }]);
  });
});

describe('the secrets that sign', () => {
  it('are the current one and those whose time has not ended', () => {
    const secrets = [
      { value: 'c' },
      { value: 'b', until: inSeconds(1) },
      { value: 'a', until: inSeconds(0) },
    ];
    expect(liveSecrets({ secrets }, now).map(({ value }) => value)).toEqual(['c', 'b']);
  });
});

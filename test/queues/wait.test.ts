import { afterEach, describe, expect, it } from 'vitest';
import {
  after,
  delayUntil,
  isEarly,
  isFarOff,
  longestDelay,
  speedFromEnvironment,
} from '../../shared/adapters/queues/wait.ts';

const now = new Date('2026-03-17T21:00:00.000Z');
const ahead = (milliseconds: number) => new Date(now.getTime() + milliseconds);

describe('a message', () => {
  it.each([
    [-1, false],
    [0, false],
    [1000, false],
    [1001, true],
  ])('whose time comes in %i ms is early: %s', (milliseconds, early) => {
    expect(isEarly(ahead(milliseconds), now)).toBe(early);
  });

  it('without a time is never early, and has no delay', () => {
    expect([isEarly(undefined, now), delayUntil(undefined, now, 1)]).toEqual([false, 0]);
  });

  it.each([
    [-5000, 0],
    [0, 0],
    [1, 1],
    [899_001, 900],
    [900_000, 900],
    [900_001, 900],
    [3_600_000, 900],
  ])('whose time comes in %i ms is sent with a delay of %i s', (milliseconds, seconds) => {
    expect(delayUntil(ahead(milliseconds), now, 1)).toBe(seconds);
  });
});

describe('a wait', () => {
  it.each([
    [3_600_000, false],
    [3_600_001, true],
  ])('of %i ms is too long for the queue: %s', (milliseconds, far) => {
    expect(isFarOff(ahead(milliseconds), now)).toBe(far);
  });

  it.each([
    [60, 1, 60_000],
    [60, 60, 1000],
    [1, 3, 334],
    [0, 1, 0],
  ])('of %d s at speed %d ends %i ms from now', (seconds, speed, milliseconds) => {
    expect(after(now, seconds, speed)).toEqual(ahead(milliseconds));
  });
});

describe('one hop of a message', () => {
  it.each([
    [1, 900],
    [0.5, 900],
    [60, 15],
    [100, 9],
    [1000, 1],
  ])('at speed %d is %i s long at most', (speed, seconds) => {
    expect(longestDelay(speed)).toBe(seconds);
  });
});

describe('RECADO_SPEED', () => {
  afterEach(() => {
    delete process.env.RECADO_SPEED;
  });

  it.each([
    [undefined, 1],
    ['60', 60],
    ['0.5', 0.5],
  ])('%s is a speed of %d', (text, speed) => {
    if (text !== undefined) process.env.RECADO_SPEED = text;
    expect(speedFromEnvironment()).toBe(speed);
  });

  it.each(['0', '-1', 'fast', 'Infinity'])('%s is refused', (text) => {
    process.env.RECADO_SPEED = text;
    expect(speedFromEnvironment).toThrow('RECADO_SPEED must be a number above 0');
  });
});

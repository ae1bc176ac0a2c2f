import { describe, expect, it } from 'vitest';
import { extendedExpiry, type Session, sessionFromItem } from '../../shared/members/session.ts';
import { isEnough, roles } from '../../shared/tenants/access/role.ts';

const seconds = 1_795_453_200;
const at = (ahead: number) => new Date((seconds + ahead) * 1000);

describe('a session', () => {
  it('goes on until the second at which it ends', () => {
    const item = {
      pk: 'SESSION#hash',
      sk: 'SESSION',
      sessionId: 'ses_1',
      expiresAt: seconds,
      endsAt: seconds,
    };
    expect(sessionFromItem(item, at(-0.001))).toMatchObject({ id: 'ses_1', hash: 'hash' });
    expect(sessionFromItem(item, at(0))).toBeUndefined();
    expect(sessionFromItem(undefined, at(0))).toBeUndefined();
  });

  const HALF_A_DAY = 12 * 3600;
  const used = (expiresAt: number, endsAt: number) =>
    extendedExpiry({ expiresAt: seconds + expiresAt, endsAt: seconds + endsAt } as Session, at(0));

  it('is extended to half a day after it was used, when five minutes of that have passed', () => {
    expect(used(HALF_A_DAY - 299, 10 * HALF_A_DAY)).toBeUndefined();
    expect(used(HALF_A_DAY - 300, 10 * HALF_A_DAY)).toBe(seconds + HALF_A_DAY);
  });

  it('is never extended beyond its end', () => {
    expect(used(100, 1000)).toBe(seconds + 1000);
    expect(used(1000, 1000)).toBeUndefined();
  });
});

it('a role may do what those before it may, and what it may itself', () => {
  const may = roles.map((role) => roles.filter((needed) => isEnough(role, needed)));
  expect(may).toEqual([['viewer'], ['viewer', 'operator'], ['viewer', 'operator', 'owner']]);
});

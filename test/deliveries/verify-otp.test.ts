import { scryptSync } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Delivery, StoredOtp } from '../../shared/deliveries/delivery/delivery.ts';
import { storeOtp } from '../../shared/deliveries/delivery/otp.ts';
import type { CourierReport } from '../../shared/deliveries/lifecycle/details.ts';
import { isRightOtp, verifyOtp } from '../../shared/deliveries/lifecycle/verify-otp.ts';

let stored: StoredOtp;
beforeAll(async () => {
  stored = await storeOtp('1234');
});

/** A delivery as far as passwords go: on that side there is this one. */
const delivery = (side: 'pickup' | 'drop' | 'return', otp: Partial<StoredOtp> = {}, open = false): Delivery =>
  ({
    id: 'IN1',
    otps: { [side]: { ...stored, ...otp } },
    sender: { name: 'Shop', phone: '1111111111', isPhoneUnchecked: false },
    receiver: { name: 'Asha', phone: '2222222222', isPhoneUnchecked: false },
    otpDisabled: { sender: open, receiver: open },
  }) as unknown as Delivery;

const verified = async (before: Delivery, report: CourierReport) =>
  verifyOtp(before, report, await isRightOtp(before, report));

const sides = [
  ['pickup', 'picked_up', '1111111111'],
  ['drop', 'delivered', '2222222222'],
  ['return', 'returned', '1111111111'],
] as const;

const left = (before: Delivery, refusal: object) => ({ delivery: before, verification: undefined, refusal });
const problem = (code: string, details = {}) => expect.objectContaining({ code, details });

describe.each(sides)('the password of the %s side', (side, step, phone) => {
  const verify = (before: Delivery, given: Partial<CourierReport> = {}) =>
    verified(before, { step, ...given });

  it('passes its step once, and is then used up', async () => {
    const before = delivery(side);
    const { delivery: after, ...rest } = await verify(before, { otp: '1234' });
    expect(rest).toEqual({ verification: { verified: true, phone } });
    expect(after).toEqual({ ...before, otps: { [side]: { ...stored, used: true } } });
    expect(await verify(after, { otp: '1234' })).toEqual(left(after, problem('otp_exhausted')));
  });

  it('may have a blank around it, typed or its own', async () => {
    const passed = { verification: { verified: true, phone } };
    expect(await verify(delivery(side), { otp: ' 1234 ' })).toMatchObject(passed);
    expect(await verify(delivery(side), { otp: '12 34' })).toMatchObject({
      refusal: problem('otp_wrong', { field: 'otp', triesLeft: 4 }),
    });
  });

  it.each(['१२३४', '١٢٣٤', '１２３４', '\u200f1234\u200e'])('may be typed as %j', async (otp) => {
    const own = delivery(side, await storeOtp(otp));
    for (const before of [delivery(side), own])
      for (const given of [otp, '1234'])
        expect(await verify(before, { otp: given })).toMatchObject({
          verification: { verified: true, phone },
        });
    expect(await verify(own, { otp: '4321' })).toMatchObject({
      refusal: problem('otp_wrong', { field: 'otp', triesLeft: 4 }),
    });
  });

  it('passes as it was sent where a release before stored it so', async () => {
    const otp = '१२३४';
    const hash = scryptSync(otp, Buffer.from(stored.salt, 'base64'), 32, { N: 4096 }).toString('base64');
    const before = delivery(side, { hash });
    expect(await verify(before, { otp })).toMatchObject({ verification: { verified: true, phone } });
    expect(await verify(before, { otp: '४३२१' })).toMatchObject({
      refusal: problem('otp_wrong', { field: 'otp', triesLeft: 4 }),
    });
  });

  it('is required', async () => {
    const before = delivery(side);
    for (const given of [{}, { otp: '' }, { otp: '  ' }])
      expect(await verify(before, given)).toEqual(left(before, problem('otp_missing', { field: 'otp' })));
  });

  it.each([
    [0, 4],
    [3, 1],
    [4, 0],
  ])('after %i wrong attempts: another leaves %i', async (tries, triesLeft) => {
    const before = delivery(side, { tries });
    expect(await verify(before, { otp: '4321' })).toEqual(
      left(
        { ...before, otps: { [side]: { ...stored, tries: tries + 1 } } },
        problem('otp_wrong', { field: 'otp', triesLeft }),
      ),
    );
  });

  it('is accepted after four wrong attempts, and no longer after five, when its absence is not reported either', async () => {
    const [four, five] = [delivery(side, { tries: 4 }), delivery(side, { tries: 5 })];
    expect(await verify(four, { otp: '1234' })).toMatchObject({ verification: { verified: true } });
    for (const given of [{ otp: '1234' }, {}])
      expect(await verify(five, given)).toEqual(left(five, problem('otp_exhausted')));
  });

  it.each([
    ['untried', {}],
    ['used up', { tries: 5 }],
    ['used', { used: true }],
  ])('that is %s can be overridden with a reason', async (_what, otp) => {
    const before = delivery(side, otp);
    const overrideReason = 'ID was shown';
    expect(await verify(before, { otp: '4321', otpOverrideReason: overrideReason })).toEqual({
      delivery: before,
      verification: { verified: false, phone, overrideReason },
    });
  });

  it('is not required where its side has none', async () => {
    for (const before of [delivery(side, {}, true), { ...delivery(side), otps: {} }])
      expect(await verify(before, { otp: '4321', otpOverrideReason: 'ID was shown' })).toEqual({
        delivery: before,
        verification: { verified: false, phone },
      });
  });
});

it('is kept as a salted hash, by scrypt of 4096 rounds', () => {
  const hash = scryptSync('1234', Buffer.from(stored.salt, 'base64'), 32, { N: 4096 }).toString('base64');
  expect(stored).toEqual({
    salt: expect.stringMatching(/^[A-Za-z0-9+/]{22}==$/),
    hash,
    tries: 0,
    used: false,
  });
});

it('is not checked by any other step', async () => {
  const before = delivery('pickup');
  expect(await verified(before, { step: 'pickup_reached', otp: '4321' })).toEqual({
    delivery: before,
    verification: undefined,
  });
});

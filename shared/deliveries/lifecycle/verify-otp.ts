import { Problem } from '../../base/problem.ts';
import type { OtpVerification } from '../../events/delivery-events.ts';
import type { Delivery } from '../delivery.ts';
import { isOtp, OTP_TRIES } from '../otp.ts';
import { type CourierReport, otpSideOf } from './details.ts';

/** What a step's one-time password comes to: the delivery as it is afterwards, and the refusal if it was wrong. */
export interface Verified {
  delivery: Delivery;
  verification: OtpVerification | undefined;
  refusal?: Problem;
}

/**
 * Checks the one-time password of a step. A step without a password, or whose side asked for none, needs none. An
 * override passes even when all tries are used up, and says so.
 */
export async function verifyOtp(delivery: Delivery, report: CourierReport): Promise<Verified> {
  const asked = otpSideOf(report.step, delivery);
  if (asked === undefined) return { delivery, verification: undefined };
  const { side, person, isDisabled } = asked;
  const phone = person.phone;
  const stored = delivery.otps[side];
  if (stored === undefined || isDisabled) return { delivery, verification: { verified: false, phone } };
  if (report.otpOverrideReason !== undefined) {
    const overrideReason = report.otpOverrideReason;
    return { delivery, verification: { verified: false, phone, overrideReason } };
  }
  const refused = (refusal: Problem): Verified => ({ delivery, verification: undefined, refusal });
  if (stored.tries >= OTP_TRIES || stored.used) return refused(new Problem('otp_exhausted'));
  // Who types it may add a blank; of older ones a blank may be a part.
  const { otp: typed = '' } = report;
  const given = typed.trim();
  if (given === '') return refused(new Problem('otp_missing', { field: 'otp' }));
  const after = (change: Partial<typeof stored>): Delivery => ({
    ...delivery,
    otps: { ...delivery.otps, [side]: { ...stored, ...change } },
  });
  const judged = await Promise.all([...new Set([given, typed])].map((otp) => isOtp(stored, otp)));
  if (judged.includes(true))
    return { delivery: after({ used: true }), verification: { verified: true, phone } };
  const tries = stored.tries + 1;
  const refusal = new Problem('otp_wrong', { field: 'otp', triesLeft: OTP_TRIES - tries });
  return { delivery: after({ tries }), verification: undefined, refusal };
}

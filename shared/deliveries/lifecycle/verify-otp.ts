import { Problem } from '../../base/problem.ts';
import type { OtpVerification } from '../../events/delivery-events.ts';
import type { Delivery, StoredOtp } from '../delivery/delivery.ts';
import { isOtp, OTP_ATTEMPTS } from '../delivery/otp.ts';
import { type CourierReport, otpSideOf } from './details.ts';

/** The result of a step's one-time password: the delivery afterwards, and the refusal if it was wrong. */
export interface OtpResult {
  delivery: Delivery;
  verification: OtpVerification | undefined;
  refusal?: Problem;
}

/** A step's password as it is stored and as a report gives it; undefined for a step that needs none. */
function otpOf(delivery: Delivery, { step, otp = '' }: CourierReport) {
  const asked = otpSideOf(step, delivery);
  if (asked === undefined || asked.isDisabled) return undefined;
  const stored = delivery.otps[asked.side];
  // Blanks around a typed password are ignored.
  return stored && { side: asked.side, stored, given: otp.trim() };
}

const isSpent = ({ tries, used }: StoredOtp): boolean => tries >= OTP_ATTEMPTS || used;

/** Whether a report has the right password of its step, whatever else may refuse it; false where the step has none. */
export async function isRightOtp(delivery: Delivery, report: CourierReport): Promise<boolean> {
  const otp = otpOf(delivery, report);
  return otp !== undefined && isOtp(otp.stored, otp.given);
}

/**
 * Checks the one-time password of a step. A step without a password, or whose side asked for none, needs none. An
 * override passes even when all attempts are used up, and is recorded.
 * @param isRight what `isRightOtp` says of this delivery and report
 */
export function verifyOtp(delivery: Delivery, report: CourierReport, isRight: boolean): OtpResult {
  const asked = otpSideOf(report.step, delivery);
  if (asked === undefined) return { delivery, verification: undefined };
  const { phone } = asked.person;
  const otp = otpOf(delivery, report);
  if (otp === undefined) return { delivery, verification: { verified: false, phone } };
  const { otpOverrideReason: overrideReason } = report;
  if (overrideReason !== undefined)
    return { delivery, verification: { verified: false, phone, overrideReason } };
  const { side, stored, given } = otp;
  const refused = (refusal: Problem, after = delivery): OtpResult => ({
    delivery: after,
    verification: undefined,
    refusal,
  });
  if (isSpent(stored)) return refused(new Problem('otp_exhausted'));
  if (given === '') return refused(new Problem('otp_missing', { field: 'otp' }));
  const after = (change: Partial<StoredOtp>): Delivery => ({
    ...delivery,
    otps: { ...delivery.otps, [side]: { ...stored, ...change } },
  });
  if (isRight) return { delivery: after({ used: true }), verification: { verified: true, phone } };
  const tries = stored.tries + 1;
  const refusal = new Problem('otp_wrong', { field: 'otp', triesLeft: OTP_ATTEMPTS - tries });
  return refused(refusal, after({ tries }));
}

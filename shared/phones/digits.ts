import { readingsOf } from './written.ts';

/** Whether a number can be called, judging by its form: 7 to 15 digits (ITU-T E.164). */
export const looksLikePhone = (written: string): boolean => readingsOf(written).some(hasLengthOfPhone);

const hasLengthOfPhone = (number: string): boolean =>
  /^\+?[\d\s().-]+$/.test(number) && /^\d{7,15}$/.test(number.replace(/\D/g, ''));

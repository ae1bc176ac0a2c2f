import { readingsOf } from './written.ts';

/** Whether somebody can be called at a number, as far as its form tells: 7 to 15 digits (ITU-T E.164). */
export const looksLikePhone = (written: string): boolean => readingsOf(written).some(hasLengthOfPhone);

const hasLengthOfPhone = (number: string): boolean =>
  /^\+?[\d\s().-]+$/.test(number) && /^\d{7,15}$/.test(number.replace(/\D/g, ''));

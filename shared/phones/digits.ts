/** Whether somebody can be called at a number, as far as its form tells: 7 to 15 digits (ITU-T E.164). */
export const looksLikePhone = (written: string): boolean =>
  /^\+?[\d\s().-]+$/.test(written) && /^\d{7,15}$/.test(written.replace(/\D/g, ''));

/** Networks take Mexican numbers without the 1 that mobile ones once had. */
export const dialable = (phone: string): string => phone.replace(/^\+521(?=\d{10}$)/, '+52');

import crypto from 'node:crypto';

/**
 * The verification that the reference gives to its readers, word for word but for the types.
 * @throws RangeError when the signature has another length than a real one
 */
export function verifyDemoSignature(body: Buffer, signature: string, secret: string): boolean {
  const expected = `sha256=${crypto.createHmac('sha256', secret).update(body).digest('hex')}`;
  return crypto.timingSafeEqual(Buffer.from(signature), Buffer.from(expected));
}

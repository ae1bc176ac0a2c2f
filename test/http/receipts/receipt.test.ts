import { describe, expect, it } from 'vitest';
import { receiptFromItem, receiptOf, receiptToItem, replay } from '../../../shared/http/receipt.ts';

const now = new Date('2026-11-23T17:00:00.500Z');
const DAY = 24 * 3600;
const reply = { status: 201, body: { id: 'ord_1', total: 85_600 } };

describe('the receipt of a request', () => {
  const receipt = receiptOf(reply, 'fingerprint', now);
  const item = receiptToItem({ pk: 'IDEMPOTENCY#1', sk: 'IDEMPOTENCY' }, receipt);

  it('is kept for a day, to the second', () => {
    const end = (Math.floor(now.getTime() / 1000) + DAY) * 1000;
    expect(receipt.expiresAt * 1000).toBe(end);
    expect(receiptFromItem(item, new Date(end - 1))).toEqual(receipt);
    expect(receiptFromItem(item, new Date(end))).toBeUndefined();
  });

  it('answers the same request as it was answered, and says that it repeats itself', () => {
    expect(replay(receipt, 'fingerprint')).toEqual({
      ...reply,
      headers: { 'idempotency-replayed': 'true' },
    });
  });

  it('refuses another request', () => {
    expect(() => replay(receipt, 'another')).toThrow(
      expect.objectContaining({ code: 'idempotency_key_reused' }),
    );
  });

  it('holds no secret, and says so', () => {
    const secret = receiptOf({ ...reply, secret: true }, 'fingerprint', now);
    expect(secret).toMatchObject({ body: null, secret: true });
    expect(() => replay(secret, 'fingerprint')).toThrow(
      expect.objectContaining({ code: 'idempotency_answer_secret' }),
    );
  });
});

import { describe, expect, test } from 'vitest';
import { Problem } from '../../../shared/base/problem.ts';
import { deliveryRefusals } from '../../../shared/events/delivery-refusals.ts';
import { delivery } from '../../../shared/http/dialects/delivery.ts';
import { deliveryCodes, refusalCodes } from '../../../shared/http/dialects/delivery-codes.ts';
import { refusal } from '../../../shared/serviceability/failure.ts';

const at = new Date('2026-11-23T06:30:00Z');

describe('a refused delivery', () => {
  test.each(deliveryRefusals)('that is %s has its code, status and words', (reason) => {
    const code = refusalCodes[reason];
    expect(delivery.describe(new Problem('delivery_refused', { reason }), at)).toEqual({
      status: deliveryCodes[code].status,
      body: {
        status: 'error',
        message: deliveryCodes[code].reason,
        code,
        requestTime: '2026-11-23T06:30:00.000Z',
      },
    });
  });

  test('has a code of its own for each reason, in the same order', () => {
    const codes = deliveryRefusals.map((reason) => refusalCodes[reason]);
    expect(codes).toEqual([...new Set(codes)].toSorted());
  });

  test('names the first of its reasons, and lists all codes with the compared values', () => {
    const problem = refusal([
      {
        reason: 'collections_not_acceptable',
        rule: 'collections',
        message: 'Too much',
        figures: { most: 5 },
      },
      { reason: 'delivery_outside_service_area', rule: 'drop_area', message: 'Too far out' },
    ]);
    expect(delivery.describe(problem, at).body).toEqual({
      status: 'error',
      message: 'Too far out',
      code: 'E103',
      requestTime: '2026-11-23T06:30:00.000Z',
      details: {
        failures: [
          { code: 'E103', rule: 'drop_area', message: 'Too far out' },
          { code: 'E113', rule: 'collections', message: 'Too much', figures: { most: 5 } },
        ],
      },
    });
  });
});

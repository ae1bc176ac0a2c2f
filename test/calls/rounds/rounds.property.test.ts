import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Call } from '../../../shared/calls/call/call.ts';
import { decideEnding } from '../../../shared/calls/outcomes/end-call.ts';
import { callOutcomes } from '../../../shared/calls/telephony/port/outcomes.ts';
import { callTypes } from '../../../shared/events/order-words.ts';
import type { Order } from '../../../shared/orders/order/order.ts';
import { calledOrder, ending, inProgress, LATER, momentAt, terms } from '../support/factories.ts';

/** Reports for any of the calls so far, in any order, any number of times. */
const reports = fc.array(fc.record({ outcome: fc.constantFrom(...callOutcomes), which: fc.nat(5) }), {
  maxLength: 30,
});

it('whatever is reported, however often and in which order, a round has at most one final outcome and stays ended', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...callTypes),
      fc.integer({ min: 1, max: 5 }),
      reports,
      (callType, maxAttempts, told) => {
        const start = calledOrder(callType);
        let order: Order = start.order;
        const calls: Call[] = [start.call];
        const finals: object[] = [];
        let sequence = order.eventCount;
        for (const { outcome, which } of told) {
          const index = which % calls.length;
          const call = calls[index];
          if (call === undefined) continue;
          const dialed = call.status === 'queued' ? inProgress(call) : call;
          const policy = { maxAttempts, delaysMinutes: [10] };
          const ended = decideEnding(order, dialed, ending(outcome), terms({ policy }), momentAt(LATER));
          if (ended === undefined) continue;
          for (const event of ended.events) expect(event.sequence).toBe(++sequence);
          finals.push(...ended.events.filter(({ type }) => type === 'call.outcome_final'));
          const wasOver = order.rounds[callType]?.outcome;
          order = ended.order;
          calls[index] = ended.call;
          calls.push(...ended.queued);
          if (wasOver) expect(order.rounds[callType]?.outcome).toBe(wasOver);
          expect(order.rounds[callType]?.outcome === null).toBe(finals.length === 0);
          expect(order.callIds).toEqual(calls.map(({ id }) => id));
        }
        expect(finals.length).toBeLessThanOrEqual(1);
        expect(calls.length).toBeLessThanOrEqual(maxAttempts);
      },
    ),
    { numRuns: 300 },
  );
});

it('reported to the end, every round has exactly one final outcome', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...callTypes),
      fc.integer({ min: 1, max: 10 }),
      fc.array(fc.constantFrom(...callOutcomes), { minLength: 10, maxLength: 10 }),
      (callType, maxAttempts, outcomes) => {
        const start = calledOrder(callType);
        let order: Order = start.order;
        let call: Call | undefined = start.call;
        let finals = 0;
        for (const outcome of outcomes) {
          if (call === undefined) break;
          const policy = { maxAttempts, delaysMinutes: [1] };
          const ended = decideEnding(
            order,
            inProgress(call),
            ending(outcome),
            terms({ policy }),
            momentAt(LATER),
          );
          if (ended === undefined) throw new Error('A fresh report changed nothing');
          finals += ended.events.filter(({ type }) => type === 'call.outcome_final').length;
          order = ended.order;
          call = ended.queued[0];
        }
        expect(call).toBeUndefined();
        expect(finals).toBe(1);
        expect(order.rounds[callType]?.outcome).not.toBeNull();
      },
    ),
    { numRuns: 300 },
  );
});

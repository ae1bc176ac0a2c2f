import { describe, expect, it } from 'vitest';
import type { Call } from '../../../shared/calls/call/call.ts';
import { decideProgress, endingOfCall } from '../../../shared/calls/outcomes/progress-rule.ts';
import type { CustomerAnswer, Progress } from '../../../shared/calls/telephony/port/progress.ts';
import { calledOrder, LATER, NOON } from '../support/factories.ts';

const { call: queued } = calledOrder();
const SECOND = 1000;

const dialing: Call = { ...queued, status: 'dialing', askedAt: NOON };
const talking: Call = {
  ...queued,
  ...{ status: 'in_progress', askedAt: NOON, dialedAt: NOON, provider: 'agent', providerCallId: 'c1' },
};
const over = (outcome: Call['outcome'], changes: Partial<Call> = {}): Call => ({
  ...talking,
  ...{ status: 'ended', outcome, endedAt: NOON },
  ...changes,
});

const decide = (call: Call, progress: Progress, now = LATER, speed = 1) =>
  decideProgress(call, progress, 'agent', new Date(now), speed);

const unchanged = (call: Call) => ({
  ...{ call, isChanged: false, isOther: false, hangsUp: false, ending: undefined },
});
const changed = (call: Call) => ({ ...unchanged(call), isChanged: true });

const yes: CustomerAnswer = { outcome: 'confirmed', by: 'speech', summary: 'Said yes' };
const no: CustomerAnswer = { outcome: 'cancelled', by: 'speech', summary: null };
const turn = (name: string, ...lines: string[]) => ({ name, lines });
const ending = (changes: object) => ({
  ...{ outcome: 'no_answer', durationSeconds: null, recordingUrl: null },
  ...{ transcript: null, summary: null, addressFinal: null },
  ...changes,
});

describe('a report on a dial', () => {
  it.each(['queued', 'dialing'] as const)('of a call that is %s shows that it was dialed', (status) => {
    expect(decide({ ...dialing, status }, { providerCallId: 'c1' })).toEqual(
      changed({
        ...dialing,
        ...{ status: 'in_progress', dialedAt: NOON, provider: 'agent', providerCallId: 'c1' },
      }),
    );
  });

  it('is the first that is heard of it where nobody asked', () => {
    expect(decide({ ...queued, dialedAt: null, askedAt: null }, {})).toEqual(
      changed({ ...queued, status: 'in_progress', dialedAt: LATER, provider: 'agent' }),
    );
  });

  it('changes nothing when it comes again', () => {
    expect(decide(talking, { providerCallId: 'c1' })).toEqual(unchanged(talking));
    expect(decide(talking, {})).toEqual(unchanged(talking));
  });

  it('keeps what was reported first', () => {
    const known = { ...talking, durationSeconds: 7, recordingUrl: 'https://a.test/1' };
    const again = { durationSeconds: 9, recordingUrl: 'https://a.test/2' };
    expect(decide(known, again)).toEqual(unchanged(known));
    expect(decide(talking, again)).toEqual(changed({ ...talking, ...again }));
  });

  it('on another dial than the one that counts ends that one, unless it is over', () => {
    const surplus = { ...unchanged(talking), isOther: true };
    expect(decide(talking, { providerCallId: 'c2' })).toEqual({ ...surplus, hangsUp: true });
    expect(decide(talking, { providerCallId: 'c2', ended: 'busy' })).toEqual(surplus);
    const notDialed = { status: 'later' } as const;
    expect(decide(talking, { providerCallId: 'c2', notDialed })).toEqual(surplus);
  });
});

describe('a dial that was turned down', () => {
  const notDialed = { status: 'later' } as const;
  /** Waits to be dialed again. */
  const waiting: Call = { ...dialing, providerCallId: 'c1', provider: 'agent', faults: 1 };

  it('is to be made again, under another id', () => {
    expect(decide(talking, { providerCallId: 'c1', notDialed })).toEqual({
      ...changed({ ...talking, status: 'queued', dialedAt: null, faults: 1 }),
      notDialed,
    });
    expect(decide({ ...dialing, provider: null }, { providerCallId: 'c1', notDialed })).toEqual({
      ...changed({ ...dialing, status: 'queued', provider: 'agent', providerCallId: 'c1', faults: 1 }),
      notDialed,
    });
  });

  it('is nothing where it is not named, or the call is over', () => {
    expect(decide(talking, { notDialed })).toEqual(unchanged(talking));
    const ended = over('no_answer');
    expect(decide(ended, { providerCallId: 'c1', notDialed })).toEqual(unchanged(ended));
  });

  it.each(['queued', 'dialing'] as const)('changes nothing any more while the next one is %s', (status) => {
    const call = { ...waiting, status };
    expect(decide(call, { providerCallId: 'c1', ended: 'busy' })).toEqual(unchanged(call));
    expect(decide(call, { providerCallId: 'c1', notDialed })).toEqual({ ...unchanged(call), notDialed });
  });

  it('is followed by one with an id of its own', () => {
    expect(decide(waiting, { providerCallId: 'c2' })).toMatchObject({
      ...{ isOther: false, isChanged: true },
      call: { status: 'in_progress', providerCallId: 'c2' },
    });
    // Its own id is not known to this report.
    expect(decide(waiting, {})).toMatchObject({ call: { status: 'in_progress', providerCallId: null } });
  });
});

describe('the end of a dial', () => {
  it('is its outcome', () => {
    const { ending: ended, ...rest } = decide(talking, { ended: 'busy', durationSeconds: 3 });
    expect(rest).toEqual({
      ...{ call: { ...talking, durationSeconds: 3 }, isChanged: true, isOther: false, hangsUp: false },
    });
    expect(ended).toEqual(ending({ outcome: 'busy', durationSeconds: 3 }));
  });

  it('has the texts of its report', () => {
    const texts = { transcript: 'All of it', summary: 'Short', addressFinal: 'Calle 1' };
    expect(decide(talking, { ended: 'no_answer', ...texts }).ending).toEqual(ending(texts));
  });

  it('may be told again while nobody has answered, and no more once somebody has', () => {
    expect(decide(over('no_answer'), { ended: 'confirmed' }).ending).toEqual(
      ending({ outcome: 'confirmed' }),
    );
    expect(decide(over(null), { ended: 'confirmed' }).ending).toEqual(ending({ outcome: 'confirmed' }));
    expect(decide(over('confirmed'), { ended: 'cancelled' })).toEqual(unchanged(over('confirmed')));
  });

  it('leaves the conversation of a call that is decided, and completes one that is not', () => {
    expect(decide(over('confirmed'), { turn: turn('t1', 'Yes') })).toEqual(unchanged(over('confirmed')));
    const late = decide(over('no_answer'), { turn: turn('t1', 'Yes'), durationSeconds: 5 });
    expect(late).toEqual(
      changed(
        over('no_answer', {
          durationSeconds: 5,
          conversation: { turns: [turn('t1', 'Yes')], answer: null, machine: false },
        }),
      ),
    );
  });

  it('names no provider again, nor the time of a dial, once the call is over', () => {
    const ended = over('no_answer', { provider: 'first', dialedAt: null, providerCallId: null });
    expect(decide(ended, { durationSeconds: 5 })).toEqual(changed({ ...ended, durationSeconds: 5 }));
  });
});

describe('an end whose conversation is still being analysed', () => {
  const report = { ended: 'no_answer', isUnsettled: true } as const;
  const at = (milliseconds: number) => new Date(Date.parse(LATER) + milliseconds);

  it('waits a minute for it, from the first such report on', () => {
    expect(decide(talking, report)).toEqual({
      ...changed({ ...talking, overSince: LATER }),
      asksAt: at(60 * SECOND),
    });
    const waiting = { ...talking, overSince: LATER };
    const again = (milliseconds: number) => decide(waiting, report, at(milliseconds).toISOString());
    expect(again(58 * SECOND)).toEqual(unchanged(waiting));
    expect(again(59 * SECOND)).toMatchObject({ call: waiting, isChanged: false, ending: ending({}) });
    expect(again(59 * SECOND)).not.toHaveProperty('asksAt');
  });

  it('waits shorter where time runs faster', () => {
    expect(decide(talking, report, LATER, 60).asksAt).toEqual(at(SECOND));
  });

  it('is not waited for when it is settled, not over, or over already', () => {
    for (const [call, progress] of [
      [talking, { ended: 'no_answer' }],
      [talking, { isUnsettled: true }],
      [over('no_answer'), report],
    ] as const) {
      const decided = decide(call, progress);
      expect(decided).not.toHaveProperty('asksAt');
      expect(decided.call).not.toHaveProperty('overSince');
    }
    expect(decide(talking, { isUnsettled: true }).ending).toBeUndefined();
    expect(decide(over('no_answer'), report).ending).toEqual(ending({}));
  });
});

describe('a conversation', () => {
  const state = (changes: object) => ({ turns: [], answer: null, machine: false, ...changes });

  it('grows by its turns, and a repeated one adds nothing and decides nothing', () => {
    const first = decide(talking, { turn: turn('t1', 'Hello') }).call;
    expect(first.conversation).toEqual(state({ turns: [turn('t1', 'Hello')] }));
    const repeated = decide(first, { turn: turn('t1', 'Hello'), answer: yes });
    expect(repeated).toEqual(unchanged(first));
    const second = decide(first, { turn: turn('t2', 'Yes'), answer: yes }).call;
    expect(second.conversation).toEqual(
      state({ turns: [turn('t1', 'Hello'), turn('t2', 'Yes')], answer: yes }),
    );
  });

  it('is decided by the first answer', () => {
    const decided = decide(talking, { answer: yes }).call;
    expect(decided.conversation).toEqual(state({ answer: yes }));
    expect(decide(decided, { turn: turn('t1', 'No'), answer: no }).call.conversation).toEqual(
      state({ turns: [turn('t1', 'No')], answer: yes }),
    );
  });

  it('may be decided after its turns', () => {
    const turns = [turn('t1', 'Hello')];
    const { call } = decide({ ...talking, conversation: state({ turns }) }, { answer: yes });
    expect(call.conversation).toEqual(state({ turns, answer: yes }));
  });

  it('with a machine is hung up while it lasts, and stays one with a machine', () => {
    const { call, hangsUp } = decide(talking, { machine: true });
    expect([call.conversation, hangsUp]).toEqual([state({ machine: true }), true]);
    expect(decide(call, { turn: turn('t1') })).toMatchObject({
      ...{ hangsUp: true, call: { conversation: { machine: true } } },
    });
    expect(decide(talking, { machine: true, ended: 'voicemail' }).hangsUp).toBe(false);
    expect(decide(over('no_answer'), { machine: true }).hangsUp).toBe(false);
    expect(decide(talking, { turn: turn('t1') }).hangsUp).toBe(false);
  });

  it('with a machine that presses keys is with a human', () => {
    const pressed = { ...yes, by: 'key' } as const;
    expect(decide(talking, { machine: true, answer: pressed }).hangsUp).toBe(false);
    expect(decide(talking, { machine: true, answer: yes }).hangsUp).toBe(true);
  });
});

describe('the ending of a call', () => {
  const callAfter = (conversation: Call['conversation'], changes: Partial<Call> = {}): Call => ({
    ...talking,
    ...{ conversation, durationSeconds: 9, recordingUrl: 'https://a.test/1' },
    ...changes,
  });
  const kept = { durationSeconds: 9, recordingUrl: 'https://a.test/1' };

  it('is what the customer decided, in its own words and lines', () => {
    const turns = [turn('t1', 'A: Hello', 'B: Yes'), turn('t2', 'A: Thanks')];
    expect(endingOfCall(callAfter({ turns, answer: yes, machine: false }), 'no_answer')).toEqual(
      ending({
        ...kept,
        ...{ outcome: 'confirmed', transcript: 'A: Hello\nB: Yes\nA: Thanks', summary: 'Said yes' },
      }),
    );
  });

  it('is how it ended where nobody decided, or a machine seemed to', () => {
    expect(endingOfCall(callAfter(null), 'busy')).toEqual(ending({ ...kept, outcome: 'busy' }));
    expect(endingOfCall(callAfter({ turns: [], answer: null, machine: false }), 'busy')).toEqual(
      ending({ ...kept, outcome: 'busy' }),
    );
    const opted = { ...yes, optsOut: true } as const;
    expect(endingOfCall(callAfter({ turns: [], answer: opted, machine: true }), 'busy')).toEqual(
      ending({ ...kept, outcome: 'voicemail' }),
    );
  });

  it('is the decision of the report where the conversation has none, with its texts', () => {
    const optsOut = { ...no, optsOut: true } as const;
    const texts = { transcript: 'All', summary: 'Short', addressFinal: 'Calle 1' };
    expect(endingOfCall(callAfter(null), 'busy', { answer: optsOut, ...texts })).toEqual(
      ending({ ...kept, ...texts, outcome: 'cancelled', optsOut: true }),
    );
    const state = { turns: [turn('t1', 'Yes')], answer: yes, machine: false };
    expect(endingOfCall(callAfter(state), 'busy', { answer: no, ...texts })).toEqual(
      ending({ ...kept, ...texts, outcome: 'confirmed' }),
    );
  });
});

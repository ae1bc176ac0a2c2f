import { callStartOf } from '../call/call-start.ts';
import type { ConcludeServices } from '../outcomes/conclude-call.ts';
import type { AppliedProgress } from '../outcomes/progress-rule.ts';
import type { CallStart } from '../telephony/port/port.ts';
import type { Progress } from '../telephony/port/progress.ts';
import type { CallReference } from '../telephony/port/reference.ts';
import { applyProgress } from './apply-progress.ts';

/** A call after its provider's report. */
export interface ReportedCall extends Pick<AppliedProgress, 'call' | 'hangsUp'> {
  start: CallStart;
  isOver: boolean;
}

/**
 * Applies a provider's report on a call whose conversation we lead, and decides the next step.
 * @param progressOf makes the progress from the request
 * @returns undefined when there is no such call
 */
export async function continueCall(
  services: ConcludeServices,
  reference: CallReference,
  provider: string,
  progressOf: (start: CallStart) => Progress,
): Promise<ReportedCall | undefined> {
  const taken = await applyProgress(services, reference, provider, ({ order, call, tenant }) =>
    progressOf(callStartOf(order, call, tenant, services.publicUrl)),
  );
  if (taken === undefined) return undefined;
  const { call, hangsUp, isOther, situation } = taken;
  const { order, tenant } = situation;
  const round = order.rounds[call.callType];
  // The order was cancelled or changed while its phone rang: there is no question left to ask.
  const isRunning = round?.number === call.round && round.finishedAt === null;
  return {
    call,
    hangsUp,
    start: callStartOf(order, call, tenant, services.publicUrl),
    isOver: isOther || hangsUp || !isRunning || situation.call.status === 'ended',
  };
}

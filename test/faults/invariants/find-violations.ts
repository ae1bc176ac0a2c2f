import { type Check, type Contradiction, type Evidence, wrong } from './invariant.ts';
import { eventsNumbered, ordersOnce, roundsEndOnce, statisticsAdded } from './orders.ts';
import { inOrder, withinPlaces } from './sending-options.ts';
import { moneyAdds } from './wallets.ts';
import { attemptsNumbered, nothingLost, oneBodyEach, oneRequestAnAttempt } from './webhooks.ts';

const surprises: Check = ({ acknowledged }) => acknowledged.unexpected.map((text) => wrong(text));

const checks: readonly Check[] = [
  surprises,
  ordersOnce,
  eventsNumbered,
  roundsEndOnce,
  nothingLost,
  oneBodyEach,
  oneRequestAnAttempt,
  attemptsNumbered,
  inOrder,
  withinPlaces,
  statisticsAdded,
  moneyAdds,
];

/** Everything that the evidence contradicts, in the order of cause and effect. */
export const contradictionsIn = (evidence: Evidence): Contradiction[] =>
  checks.flatMap((check) => check(evidence));

import { type Evidence, type Invariant, type Violation, violation } from './invariant.ts';
import {
  eventsNumberedWithoutGaps,
  ordersStoredOnce,
  roundsEndOnce,
  statisticsMatchEvents,
} from './orders.ts';
import { concurrencyLimitKept, strictOrderKept } from './sending-options.ts';
import { walletsMatchLedger } from './wallets.ts';
import {
  attemptsNumberedWithoutGaps,
  noWebhookLost,
  oneRequestPerAttempt,
  oneSignedBodyPerWebhook,
} from './webhooks.ts';

const noUnexpectedAnswers: Invariant = ({ acknowledged }) =>
  acknowledged.unexpected.map((text) => violation(text));

/** Causes come before their effects, so that the first violation tells most. */
const invariants: readonly Invariant[] = [
  noUnexpectedAnswers,
  ordersStoredOnce,
  eventsNumberedWithoutGaps,
  roundsEndOnce,
  noWebhookLost,
  oneSignedBodyPerWebhook,
  oneRequestPerAttempt,
  attemptsNumberedWithoutGaps,
  strictOrderKept,
  concurrencyLimitKept,
  statisticsMatchEvents,
  walletsMatchLedger,
];

export const findViolations = (evidence: Evidence): Violation[] =>
  invariants.flatMap((invariant) => invariant(evidence));

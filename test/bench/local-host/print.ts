import { heading, rounded, table } from '../report/report.ts';
import type { HostRate } from './rates.ts';
import type { WaitingMessages } from './waiting-messages.ts';

/** What is required of the host: these shares of what runs beside it. */
const LEAST: Readonly<Record<HostRate['beside'], number>> = {
  'a thin server': 0.8,
  'the engine alone': 0.35,
};

export function printHostRates(rates: readonly HostRate[]): void {
  heading('The local host beside the same calls of the engine by somebody who does nothing else');
  table(
    ['request', 'per second', 'beside', 'per second', 'ratio', ''],
    rates.map(({ request, perSecond, beside, besidePerSecond, ratio }) => [
      ...[request, Math.round(perSecond), beside, Math.round(besidePerSecond), rounded(ratio, 2)],
      ratio < LEAST[beside] ? `less than ${LEAST[beside]}` : '',
    ]),
  );
}

export function printWaitingMessages(measured: readonly WaitingMessages[]): void {
  heading('What a message of the local queues costs');
  table(
    ['messages of one group', 'sent in µs', 'received and deleted in µs'],
    measured.map(({ name, sendMicroseconds, receiveMicroseconds }) => [
      ...[name, rounded(sendMicroseconds), rounded(receiveMicroseconds)],
    ]),
  );
}

import { Problem } from '../../base/problem.ts';
import type { Services } from '../exchange.ts';
import { countByAddress } from '../limits/address-limit.ts';
import type { Middleware } from './middleware.ts';

/** Refuses an address more requests a minute than the declaration says. */
export const boundAddresses = ({ table, clock }: Services): Middleware => ({
  async before({ internal: { state: exchange } }) {
    const { name, perAddress } = exchange.declaration;
    if (perAddress === undefined) return;
    const { sourceIp } = exchange.event.requestContext.http;
    const waitSeconds = await countByAddress(table, { name, perMinute: perAddress }, sourceIp, clock());
    if (waitSeconds > 0) throw new Problem('rate_limited', { retryAfterSeconds: waitSeconds });
  },
});

import { listShard } from '../../shared/adapters/dynamo/lists/list-partitions.ts';
import {
  changesTo,
  webhookDeliveryFromItem,
} from '../../shared/webhooks/deliveries/webhook-delivery-store.ts';
import type { Migration } from './migrate.ts';

/** 0.2.0 had what an endpoint did not get in one partition of the index: it takes 1,000 entries a second. */
const spreadUndelivered: Migration = {
  name: 'Spread the failed and held deliveries of an endpoint over partitions',
  entity: 'webhook-delivery',
  stepOf({ sparsePk, sparseSk }) {
    if (typeof sparsePk !== 'string' || !OF_ONE_PARTITION.test(sparsePk)) return undefined;
    return {
      changes: { set: { sparsePk: listShard(sparsePk, String(sparseSk)) } },
      if: {
        expression: '#sparsePk = :old',
        names: { '#sparsePk': 'sparsePk' },
        values: { ':old': sparsePk },
      },
    };
  },
};

const OF_ONE_PARTITION = /^UNDELIVERED#[^#]+#[^#]+#[^#]+$/;

/** 0.2.0 stored a delivery that had failed and was to be tried again without a key by which lists find it. */
const listFailing: Migration = {
  name: 'List the failing deliveries of an endpoint',
  entity: 'webhook-delivery',
  stepOf(item) {
    const delivery = webhookDeliveryFromItem(item);
    if (item.sparsePk !== undefined || !delivery.failing) return undefined;
    const { sparsePk, sparseSk } = changesTo(delivery).set;
    return {
      changes: { set: { sparsePk, sparseSk } },
      if: {
        expression: '#status = :pending AND #attempts = :attempts AND attribute_not_exists(#sparse)',
        names: { '#status': 'status', '#attempts': 'attempts', '#sparse': 'sparsePk' },
        values: { ':pending': 'pending', ':attempts': delivery.attempts },
      },
    };
  },
};

/**
 * All migrations, the oldest first. 0.2.0 is the first release whose stored items later ones read. A change of their form
 * comes with a migration here; that release reads both forms and writes only the new one.
 */
export const migrations: readonly Migration[] = [spreadUndelivered, listFailing];

import { expect, it } from 'vitest';
import { newId } from '../../shared/base/ids.ts';
import {
  isTimeToKeepSearch,
  searchMessage,
  searchMessages,
} from '../../shared/orders/search/search-message.ts';

it('about one of 32 new or changed orders asks for the search to be kept, nothing else does', () => {
  const ids = Array.from({ length: 6400 }, () => newId('event', new Date()));
  const asking = (type: 'order.created' | 'order.updated' | 'order.status_changed') =>
    ids.filter((id) => isTimeToKeepSearch({ id, type })).length;
  // 200 are expected; further away than this they would be once in a billion years.
  expect(Math.abs(asking('order.created') - 200)).toBeLessThan(150);
  expect(asking('order.updated')).toBe(asking('order.created'));
  expect(asking('order.status_changed')).toBe(0);
});

it('names the tenant and mode, and nothing of the order', () => {
  const { body, group } = searchMessage({ tenantId: 'tnt_1', mode: 'live', ...{ name: 'Ana' } });
  expect([body, group]).toEqual([{ tenantId: 'tnt_1', mode: 'live' }, 'tnt_1#live']);
  expect(searchMessages.read(body)).toEqual(body);
});

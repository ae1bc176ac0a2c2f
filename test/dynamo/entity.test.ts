import { describe, expect, it } from 'vitest';
import { entityFromItem } from '../../shared/adapters/dynamo/items/entity.ts';

const item = {
  pk: 'THINGS#1',
  sk: 'THING',
  entity: 'thing',
  listPk: 'LIST#1',
  listSk: '2026',
  lookupPk: 'LOOKUP#1',
  lookupSk: '2026',
  id: '1',
  claimId: 'claim',
  nested: { pk: 'kept', entity: 'kept' },
};

describe('the entity of an item', () => {
  it('has all attributes but the keys, those of the indexes, the name, and further ones of the item', () => {
    const nested = { pk: 'kept', entity: 'kept' };
    expect(entityFromItem(item)).toEqual({ id: '1', claimId: 'claim', nested });
    expect(entityFromItem(item, 'claimId', 'claimUntil')).toEqual({ id: '1', nested });
  });

  it('does not change the item', () => {
    const before = structuredClone(item);
    entityFromItem(item, 'claimId');
    expect(item).toEqual(before);
  });
});

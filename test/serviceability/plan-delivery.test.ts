import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkServiceability } from '../../shared/serviceability/check-serviceability.ts';
import type { Failure } from '../../shared/serviceability/failure.ts';
import {
  type DeliveryPlan,
  type DeliveryRequest,
  planDelivery,
} from '../../shared/serviceability/plan-delivery.ts';
import type { DeliveryTerms } from '../../shared/serviceability/rules.ts';
import type { ServiceRequest } from '../../shared/serviceability/service-request.ts';
import { addRegions } from '../support/data/regions.ts';
import { startTable, type TestTable } from '../support/table/table.ts';
import { polygon, rectangle } from './factories.ts';
import { addRegion, callerOf, providersWith } from './providers.ts';
import { destination, elsewhere, farAway, nowhere, origin } from './shop.ts';

let started: TestTable;
beforeAll(async () => {
  started = await startTable();
  await addRegions(started.table);
});
afterAll(() => started.stop());

const now = new Date('2026-11-23T06:30:00Z');
const later = (minutes: number): Date => new Date(now.getTime() + minutes * 60_000);
const asked: DeliveryRequest = { pickup: origin, drop: destination, shipType: 'rush', size: 'small' };

interface Given {
  at?: Date;
  terms?: DeliveryTerms;
  providers?: ReturnType<typeof providersWith>;
}

const plan = (
  given: Partial<DeliveryRequest> = {},
  { at = now, terms, providers = providersWith() }: Given = {},
): Promise<DeliveryPlan> =>
  planDelivery(providers, callerOf(started.table, terms), { ...asked, ...given }, at);

/** The failures of a plan that is refused: reason and rule of each. */
async function failuresOf(given: Partial<DeliveryRequest>, how: Given = {}): Promise<[string, string][]> {
  const refused = await plan(given, how).then(
    () => Promise.reject(new Error('It was planned')),
    (problem) => problem,
  );
  expect(refused).toMatchObject({ code: 'delivery_refused' });
  const failures: readonly Failure[] = refused.details.failures;
  expect(refused.details).toMatchObject({ reason: failures[0]?.reason, message: failures[0]?.message });
  return failures.map(({ reason, rule }) => [reason, rule]);
}

describe('a delivery', () => {
  test('is planned with its region, distance, promise and price', async () => {
    expect(await plan()).toMatchObject({
      region: { code: 'BLR' },
      metres: 1211,
      kilometres: 2,
      shipType: 'RUSH',
      urgency: 'rush',
      size: 'small',
      startAt: now,
      promisedAt: later(120),
      price: { currency: 'INR', total: 15_500 },
      collections: 0,
    });
  });

  test('at one point has distance 0 and one kilometre charged', async () => {
    const { metres, kilometres, price } = await plan({ drop: origin });
    expect([metres, kilometres, price.lines[1]]).toEqual([
      0,
      0,
      { type: 'distance', description: '1 km', amount: 600 },
    ]);
  });

  test('starts when it is scheduled, and immediately if the client’s clock is a little behind', async () => {
    expect((await plan({ scheduledAt: later(90) })).startAt).toEqual(later(90));
    expect((await plan({ scheduledAt: later(-0.9) })).startAt).toEqual(now);
  });

  test('takes its size from its dimensions when it has no type', async () => {
    expect((await plan({ size: undefined, dimensions: '20x20x20' })).size).toBe('medium');
    expect((await plan({ size: 'x-small', dimensions: '20x20x20' })).size).toBe('x-small');
  });

  test('collects cash within the limits, both included', async () => {
    expect((await plan({ cash: { amount: 150 } })).collections).toBe(15_000);
    expect((await plan({ cash: { amount: 10_000 } })).collections).toBe(1_000_000);
    expect((await plan({ cash: { amount: 600, of: 'INR' } })).collections).toBe(60_000);
    expect((await plan({ cash: undefined })).collections).toBe(0);
  });
});

describe('a delivery is refused', () => {
  test.each<[string, Partial<DeliveryRequest>, ...[string, string][]]>([
    [
      'without coordinates',
      { pickup: { lat: 12.9 }, drop: {} },
      ['coordinates_missing', 'request'],
      ['coordinates_missing', 'request'],
    ],
    ['from out of the area', { pickup: nowhere }, ['delivery_outside_service_area', 'pickup_area']],
    [
      'out of the area altogether',
      { pickup: nowhere, drop: nowhere },
      ['delivery_outside_service_area', 'pickup_area'],
      ['delivery_outside_service_area', 'drop_area'],
    ],
    ['between regions', { drop: elsewhere }, ['delivery_crosses_regions', 'region']],
    ['in the past', { scheduledAt: later(-2) }, ['time_not_serviceable', 'hours']],
    [
      'in milliseconds that were taken for seconds',
      { scheduledAt: new Date(now.getTime() * 1000) },
      ['time_not_serviceable', 'hours'],
    ],
    ['of a size that is none', { size: 'giant' }, ['package_size_invalid', 'size']],
    ['of no size', { size: '' }, ['package_size_invalid', 'size']],
    ['of dimensions that are none', { size: undefined, dimensions: 'big' }, ['package_size_invalid', 'size']],
    [
      'too big for all sizes',
      { size: undefined, dimensions: '300x20x20' },
      ['package_size_not_carried', 'size'],
    ],
    [
      'with less cash than is collected',
      { cash: { amount: 149.99 } },
      ['collections_not_acceptable', 'collections'],
    ],
    [
      'with more cash than is collected',
      { cash: { amount: 10_000.01 } },
      ['collections_not_acceptable', 'collections'],
    ],
    [
      'with cash that no coins make up',
      { cash: { amount: 150.001 } },
      ['collections_not_acceptable', 'collections'],
    ],
    ['with negative cash', { cash: { amount: -1 } }, ['collections_not_acceptable', 'collections']],
    [
      'with an order’s cash in other money',
      { cash: { amount: 600, of: 'COP' } },
      ['collections_not_acceptable', 'collections'],
    ],
    [
      'by a ship type that goes less far',
      { shipType: 'NOW', drop: farAway },
      ['too_far_for_ship_type', 'distance'],
    ],
    ['by a ship type that is none', { shipType: 'TOMORROW' }, ['ship_type_unavailable', 'ship_type']],
    ['by an enterprise ship type', { shipType: 'NOW_ENTERPRISE' }, ['ship_type_not_allowed', 'ship_type']],
  ])('%s', async (_, given, ...failures) => {
    expect(await failuresOf(given)).toEqual(failures);
  });

  test('with all mistakes, sorted by code', async () => {
    expect(
      await failuresOf({
        pickup: nowhere,
        drop: destination,
        size: 'giant',
        shipType: 'TOMORROW',
        scheduledAt: later(-60),
        cash: { amount: 20_000 },
      }),
    ).toEqual([
      ['delivery_outside_service_area', 'pickup_area'],
      ['time_not_serviceable', 'hours'],
      ['package_size_invalid', 'size'],
      ['collections_not_acceptable', 'collections'],
      ['ship_type_unavailable', 'ship_type'],
    ]);
  });

  test('where no road leads', async () => {
    const providers = providersWith({ distance: { metres: async () => undefined } });
    expect(await failuresOf({}, { providers })).toEqual([['no_route', 'route']]);
  });

  test('by a regular ship type of an enterprise, and by one that is not its own', async () => {
    const terms: DeliveryTerms = { enterpriseShipTypes: ['RUSH_ENTERPRISE'] };
    expect(await failuresOf({}, { terms })).toEqual([['ship_type_not_allowed', 'ship_type']]);
    expect(await failuresOf({ shipType: 'NOW_ENTERPRISE' }, { terms })).toEqual([
      ['ship_type_not_allowed', 'ship_type'],
    ]);
    expect((await plan({ shipType: 'RUSH_ENTERPRISE' }, { terms })).price.total).toBe(15_500);
  });

  test('where the region is closed, does not offer the service, or does not carry the size', async () => {
    const area = polygon(rectangle(30, 30, 31, 31));
    const [pickup, drop] = [
      { lat: 30.5, lng: 30.5 },
      { lat: 30.51, lng: 30.5 },
    ];
    await addRegion(started.table, 'PART-TIME', {
      area,
      services: { now: true },
      hours: { monday: [{ from: '00:00', to: '06:30' }] },
    });
    expect(await failuresOf({ pickup, drop, shipType: 'NOW' })).toEqual([['time_not_serviceable', 'hours']]);
    const open = { at: later(-1) };
    expect(await failuresOf({ pickup, drop, shipType: 'RUSH' }, open)).toEqual([
      ['ship_type_unavailable', 'ship_type'],
    ]);
    expect(await failuresOf({ pickup, drop, shipType: 'NOW', size: 'large' }, open)).toEqual([
      ['package_size_not_carried', 'size'],
    ]);
    expect(await failuresOf({ pickup, drop, shipType: 'NOW', scheduledAt: later(2) }, open)).toEqual([
      ['time_not_serviceable', 'hours'],
    ]);
    expect((await plan({ pickup, drop, shipType: 'NOW' }, open)).region.code).toBe('PART-TIME');
  });
});

describe('a quote', () => {
  const quote = (quoteId: string, given: Partial<ServiceRequest> = {}, at = now, surge = 0) =>
    checkServiceability(
      providersWith({ weather: { at: async () => (surge > 0 ? 'rain' : 'fair') } }),
      callerOf(started.table),
      {
        from: { coordinates: origin },
        to: { coordinates: destination },
        shipTypes: ['RUSH'],
        sizes: ['small'],
        quoteId,
        ...given,
      },
      at,
    );

  test('is the price of an order with its quoteId, even if surge and price book have changed', async () => {
    const area = polygon(rectangle(40, 40, 41, 41));
    const priced = (base: number, rain: number) => ({
      area,
      services: { rush: true },
      priceBook: {
        currency: 'INR',
        taxRate: 0,
        base: { rush: { small: base } },
        perKilometre: { small: 100 },
        surge: { weather: { rain }, cap: 10_000 },
      },
    });
    const point = { lat: 40.5, lng: 40.5 };
    await addRegion(started.table, 'MOVING', priced(1000, 5000));
    const ends = { from: { coordinates: point }, to: { coordinates: point } };
    const { available } = await quote('moved', ends, now, 1);
    expect(available[0]?.sizes[0]?.price.total).toBe(1650);
    await addRegion(started.table, 'MOVING', priced(9000, 10_000));
    const order = { pickup: point, drop: point };
    const fair = { providers: providersWith({ weather: { at: async () => 'fair' as const } }) };
    expect((await plan({ ...order, quoteId: 'moved' }, fair)).price).toEqual(available[0]?.sizes[0]?.price);
    expect((await plan(order, fair)).price.total).toBe(9100);
  });

  test('saves the second query of the route', async () => {
    await quote('road');
    const providers = providersWith({
      distance: { metres: () => Promise.reject(new Error('The road is closed')) },
    });
    expect((await plan({ quoteId: 'road' }, { providers })).metres).toBe(1211);
  });

  test('that is unknown is ignored, and the order is priced again', async () => {
    expect((await plan({ quoteId: 'unheard-of' })).price.total).toBe(15_500);
    await quote('of-another');
    const other = { ...callerOf(started.table), scope: { tenantId: 'tnt_other', mode: 'test' as const } };
    const planned = await planDelivery(
      providersWith(),
      other,
      { ...asked, size: 'large', quoteId: 'of-another' },
      now,
    );
    expect(planned.size).toBe('large');
  });

  test('that has expired refuses the order with that reason', async () => {
    await quote('old');
    await expect(plan({ quoteId: 'old' }, { at: later(14.9) })).resolves.toMatchObject({ metres: 1211 });
    await expect(plan({ quoteId: 'old' }, { at: later(15) })).rejects.toMatchObject({
      details: {
        reason: 'invalid_details',
        message: '{quote} old expired at 2026-11-23T06:45:00.000Z: check serviceability again for a new one',
      },
    });
  });

  test.each<[string, Partial<DeliveryRequest>]>([
    ['pickup location', { pickup: { lat: 12.9124, lng: 77.6139 } }],
    ['drop location', { drop: { lat: 12.9181, lng: 77.6203 } }],
    ['size', { size: 'medium' }],
    ['ship type', { shipType: 'NOW' }],
  ])('does not apply to an order with another %s', async (_, given) => {
    await quote('other');
    expect(await failuresOf({ ...given, quoteId: 'other' })).toEqual([['invalid_details', 'quote']]);
  });

  test.each<[string, Partial<DeliveryRequest>]>([
    ['pickup', { pickup: { lat: 12.9123, lng: 77.6139 } }],
    ['drop', { drop: { lat: 12.91805, lng: 77.6201 } }],
  ])('applies when the pin of the %s moved by metres', async (_, given) => {
    await quote('pinned');
    expect((await plan({ ...given, quoteId: 'pinned' })).metres).toBe(1211);
  });

  test('is the newest under its quoteId, whichever is stored last', async () => {
    await quote('twice', { sizes: ['medium'] }, later(1));
    await quote('twice', { sizes: ['small'] }, now);
    expect(await failuresOf({ quoteId: 'twice' }, { at: later(2) })).toEqual([['invalid_details', 'quote']]);
    expect((await plan({ quoteId: 'twice', size: 'medium' }, { at: later(2) })).size).toBe('medium');
  });

  test.each<[string, Partial<ServiceRequest>, Partial<DeliveryRequest>, number]>([
    ['of an address alone', { from: { address: 'HSR Layout 560102' } }, {}, 0],
    [
      'of two addresses',
      { from: { address: 'HSR Layout 560102' }, to: { address: 'HSR Layout 560102' } },
      {},
      0,
    ],
    ['of an address, for another size', { to: { address: '560102' } }, { size: 'large' }, 0],
    ['of an address, that has expired', { to: { address: '560102' } }, {}, 20],
  ])('%s promises nothing: the order is priced afresh', async (_, ends, given, minutes) => {
    await quote('approximate', ends);
    const [priced, afresh] = [
      await plan({ ...given, quoteId: 'approximate' }, { at: later(minutes) }),
      await plan(given, { at: later(minutes) }),
    ];
    expect([priced.metres, priced.size, priced.price]).toEqual([afresh.metres, afresh.size, afresh.price]);
  });

  test('of an exact address applies to its door, and to no other', async () => {
    const addresses = { locate: async () => ({ point: destination, approximate: false }) };
    await checkServiceability(
      { ...providersWith(), addresses },
      callerOf(started.table),
      {
        from: { coordinates: origin },
        to: { address: '1 MG Road' },
        shipTypes: ['RUSH'],
        sizes: ['small'],
        quoteId: 'door',
      },
      now,
    );
    const providers = providersWith({ distance: { metres: async () => 1500 } });
    expect((await plan({ quoteId: 'door' }, { providers })).metres).toBe(1211);
    const elsewhere = { drop: { lat: 12.9281, lng: 77.6199 } };
    expect((await plan({ ...elsewhere, quoteId: 'door' }, { providers })).metres).toBe(1500);
  });

  test('is reported with the other broken rules', async () => {
    await quote('told');
    expect(await failuresOf({ quoteId: 'told', size: 'medium', cash: { amount: 1 } })).toEqual([
      ['invalid_details', 'quote'],
      ['collections_not_acceptable', 'collections'],
    ]);
  });
});

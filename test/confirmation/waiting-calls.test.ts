import { expect, it } from 'vitest';
import { linePartition } from '../../shared/calls/times/phone-line.ts';
import { addTenant } from '../support/data/tenant.ts';
import { api, FLAT, type Json, useConfirmationApi } from './api.ts';

useConfirmationApi();

const order = (externalId: string) => ({ ...FLAT, externalId });

const timeline = async (key: string, orderId: string) => {
  const headers = { 'x-tenant-api-key': key };
  const { body } = await api.engine.ask(`GET /v1/orders/${orderId}/timeline`, { headers });
  return (body as { title: string; description: string; metadata: Json }[]).find(({ title }) =>
    title.endsWith('Call Queued'),
  );
};

it('a live call to a phone that another round calls waits its turn, and shows it everywhere', async () => {
  const { liveKey, tenant } = await addTenant(api.engine.table);
  const first = await api.trigger(liveKey, order('A-1'));
  expect(first.body).toMatchObject({ message: 'Llamada encolada exitosamente' });
  const second = await api.trigger(liveKey, order('A-2'));
  const { orderId, callId } = second.body as { orderId: string; callId: string };
  expect(second).toMatchObject({
    status: 200,
    body: {
      success: true,
      message: 'Llamada encolada, espera su turno: ya hay otra llamada en curso a este teléfono',
      estimatedCallTime: null,
    },
  });
  const again = await api.trigger(liveKey, order('A-2'));
  expect(again.body).toEqual({
    ...(second.body as object),
    message:
      'La orden ya tiene una llamada que espera su turno: ya hay otra llamada en curso a este teléfono',
  });
  expect(await timeline(liveKey, orderId)).toMatchObject({
    description: 'Waits its turn: another call to this phone is under way',
    metadata: { call_id: callId, waits_for: 'turn' },
  });
  const pk = linePartition({ tenantId: tenant.id, mode: 'live' }, '+573001234567');
  const { items } = await api.engine.table.query({ pk });
  expect(items).toMatchObject([
    { sk: 'LINE', holder: { orderId: (first.body as Json).orderId, callType: 'confirmation', round: 1 } },
    { orderId, callType: 'confirmation', round: 1, callId },
  ]);
});

it('a live call to a phone that reached its limit of 24 hours shows until when it waits', async () => {
  const { liveKey, tenant } = await addTenant(api.engine.table);
  const callPolicy = { maxAttempts: 1, delaysMinutes: [1], maxDialsPerDay: 2 };
  const everyDay = Object.fromEntries(
    ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'].map((day) => [
      day,
      [{ from: '00:00', to: '24:00' }],
    ]),
  );
  const days = Array.from({ length: 4 }, (_, n) => new Date(Date.now() + (n - 1) * 86_400_000));
  const callingHours = { ...everyDay, workingHolidays: days.map((day) => day.toISOString().slice(0, 10)) };
  await api.engine.ask(`PATCH /platform/v1/tenants/${tenant.id}`, {
    key: liveKey,
    body: { callPolicy, callingHours },
  });
  const at = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();
  const pk = linePartition({ tenantId: tenant.id, mode: 'live' }, '+573001234567');
  const dials = [30, 20, 10].map((hours) => ({ callId: `call_${hours}`, at: at(hours) }));
  await api.engine.table.put({ pk, sk: 'LINE', entity: 'phone-line', holder: null, dials, version: 3 });

  const { body } = await api.trigger(liveKey, order('D-1'));
  const { orderId, estimatedCallTime, message } = body as Record<string, string>;
  expect(message).toBe(
    'Llamada encolada, espera: este teléfono ya recibió el máximo de llamadas en 24 horas',
  );
  const hours = (new Date(estimatedCallTime ?? '').getTime() - Date.now()) / 3_600_000;
  expect(hours).toBeGreaterThan(3.9);
  expect(hours).toBeLessThan(4.1);
  expect(await timeline(liveKey, orderId ?? '')).toMatchObject({
    description: expect.stringMatching(
      /^Waits: this phone has reached its limit of dials in 24 hours; to be made after /,
    ),
    metadata: { waits_for: 'daily_limit' },
  });
});

it('test calls to one phone run in parallel', async () => {
  const { testKey } = await addTenant(api.engine.table);
  for (const id of ['T-1', 'T-2'])
    expect((await api.trigger(testKey, order(id))).body).toMatchObject({
      message: 'Llamada encolada exitosamente',
      estimatedCallTime: '< 30 segundos',
    });
});

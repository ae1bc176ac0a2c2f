import { describe, expect, test } from 'vitest';
import { callStartOf } from '../../../shared/calls/call/call-start.ts';
import type { CallStart } from '../../../shared/calls/telephony/port/port.ts';
import { newTenant } from '../../../shared/tenants/tenant/tenant.ts';
import { calledOrder, NOON } from '../support/factories.ts';

const tenant = {
  ...newTenant({ name: 'Mi Tienda', country: 'CO', currency: 'COP' }, 'tnt_1', new Date(NOON)),
  language: 'es-CO',
  talkTimeSeconds: 120,
};

/** What a provider gets for an order that was sent with these metadata. */
function startWith(metadata: object | null): CallStart {
  const { order, call } = calledOrder();
  return callStartOf({ ...order, metadata } as typeof order, call, tenant, 'http://127.0.0.1');
}

describe('the metadata of an order', () => {
  test.each([
    [0, 0],
    [900, 900],
    [901, 120],
    [-1, 120],
    ['60', 120],
  ])('with a talk time of %j s gives the call %i s', (talkTimeSeconds, seconds) => {
    expect(startWith({ talkTimeSeconds }).talkTimeSeconds).toBe(seconds);
  });

  test.each([
    ['pt_BR', 'pt-BR'],
    [' hi ', 'hi'],
    // RFC 5646, 4.4.1: a buffer of 35 characters takes every tag that is in use.
    ['de-Latn-DE-1996-aaaaa-bbbbb-ccccccc', 'de-Latn-DE-1996-aaaaa-bbbbb-ccccccc'],
    ['de-Latn-DE-1996-aaaaa-bbbbb-cccccccc', 'es-CO'],
    ['no language', 'es-CO'],
    [5, 'es-CO'],
  ])('with the language %j has the call made in %s', (language, spoken) => {
    expect(startWith({ language }).language).toBe(spoken);
  });

  test('says nothing where there is none, or a list', () => {
    for (const metadata of [null, [{ language: 'hi', talkTimeSeconds: 1 }]])
      expect(startWith(metadata)).toMatchObject({ language: 'es-CO', talkTimeSeconds: 120, metadata });
  });
});

import type { LookupFunction } from 'node:net';
import { describe, expect, it } from 'vitest';
import { guardedLookup, isPublic } from '../../shared/adapters/outbound/addresses.ts';
import type { Resolve } from '../../shared/adapters/outbound/resolve.ts';

describe('isPublic', () => {
  it.each([
    '8.8.8.8',
    '1.1.1.1',
    '172.15.255.255',
    '172.32.0.1',
    '100.63.255.255',
    '100.128.0.1',
    '223.255.255.254',
    '2606:4700::1111',
    '2a00:1450:4001::1',
  ])('accepts %s', (address) => {
    expect(isPublic(address)).toBe(true);
  });

  it.each([
    ['this machine', '127.0.0.1'],
    ['this machine, its last address', '127.255.255.255'],
    ['any address', '0.0.0.0'],
    ['this network', '0.1.2.3'],
    ['a private network', '10.0.0.1'],
    ['a private network', '172.16.0.1'],
    ['a private network', '172.31.255.255'],
    ['a private network', '192.168.1.1'],
    ['cloud metadata', '169.254.169.254'],
    ['cloud metadata of another cloud', '100.100.100.200'],
    ['Lambda’s runtime API', '169.254.100.1'],
    ['ECS credentials', '169.254.170.2'],
    ['carrier-grade NAT', '100.64.0.1'],
    ['carrier-grade NAT', '100.127.255.255'],
    ['IETF assignments', '192.0.0.170'],
    ['documentation', '192.0.2.1'],
    ['documentation', '198.51.100.1'],
    ['documentation', '203.0.113.1'],
    ['benchmarks', '198.19.0.1'],
    ['the 6to4 relay', '192.88.99.1'],
    ['multicast', '224.0.0.1'],
    ['multicast', '239.255.255.255'],
    ['reserved', '240.0.0.1'],
    ['broadcast', '255.255.255.255'],
    ['any IPv6 address', '::'],
    ['this machine in IPv6', '::1'],
    ['IPv4-mapped loopback', '::ffff:127.0.0.1'],
    ['IPv4-mapped metadata in hex', '::ffff:a9fe:a9fe'],
    ['an IPv4-mapped public address', '::ffff:8.8.8.8'],
    ['IPv4-compatible loopback', '::7f00:1'],
    ['IPv4-translated', '::ffff:0:7f00:1'],
    ['NAT64', '64:ff9b::7f00:1'],
    ['local NAT64', '64:ff9b:1::a00:1'],
    ['6to4', '2002:7f00:1::'],
    ['6to4 of a public address', '2002:808:808::1'],
    ['Teredo', '2001:0:7f00:1::'],
    ['NAT64 of a public address', '64:ff9b::808:808'],
    ['benchmarks in IPv6', '2001:2::1'],
    ['overlay identifiers', '2001:20::1'],
    ['IETF assignments in IPv6', '2001:1::1'],
    ['anycast of AS112', '2620:4f:8000::1'],
    ['link-local', 'fe80::1'],
    ['link-local with a zone', 'fe80::1%eth0'],
    ['site-local', 'fec0::1'],
    ['unique local, EC2 metadata', 'fd00:ec2::254'],
    ['multicast in IPv6', 'ff02::1'],
    ['documentation in IPv6', '2001:db8::1'],
    ['documentation in IPv6', '3fff::1'],
    ['discard-only', '100::1'],
    ['segment routing', '5f00::1'],
    ['unassigned IPv6', '4000::1'],
    ['no address', 'localhost'],
    ['nothing', ''],
  ])('refuses %s: %s', (_what, address) => {
    expect(isPublic(address)).toBe(false);
  });
});

/** A name server that has these addresses for every name, and others for the next query. */
const resolvesTo = (...addresses: string[]): Resolve => changing(addresses);

const changing = (...answers: string[][]): Resolve => {
  let asked = 0;
  return async () =>
    (answers[Math.min(asked++, answers.length - 1)] ?? []).map((address) => ({
      address,
      family: address.includes(':') ? 6 : 4,
    }));
};

const ask = (look: LookupFunction, all: boolean) =>
  new Promise((resolve) => {
    look('shop.test', { all }, (error, address, family) =>
      resolve(error ? error.message : { address, family }),
    );
  });

describe('guardedLookup', () => {
  it('returns exactly the addresses that it checked', async () => {
    const look = guardedLookup(false, resolvesTo('8.8.8.8', '2606:4700::1111'));
    expect(await ask(look, true)).toEqual({
      address: [
        { address: '8.8.8.8', family: 4 },
        { address: '2606:4700::1111', family: 6 },
      ],
    });
    expect(await ask(look, false)).toEqual({ address: '8.8.8.8', family: 4 });
  });

  it('refuses a name when any one of its addresses is not public', async () => {
    const look = guardedLookup(false, resolvesTo('8.8.8.8', '10.0.0.1'));
    expect([await ask(look, true), await ask(look, false)]).toEqual(['blocked_address', 'blocked_address']);
  });

  it('refuses a name without addresses', async () => {
    const look = guardedLookup(false, resolvesTo());
    expect([await ask(look, true), await ask(look, false)]).toEqual(['dns', 'dns']);
  });

  it('resolves once for a connection: a name that changes its address a moment later leads nowhere else', async () => {
    const look = guardedLookup(false, changing(['8.8.8.8'], ['127.0.0.1'], ['8.8.8.8', '169.254.169.254']));
    expect(await ask(look, true)).toEqual({ address: [{ address: '8.8.8.8', family: 4 }] });
    expect(await ask(look, true)).toBe('blocked_address');
    expect(await ask(look, true)).toBe('blocked_address');
  });

  it('allows private addresses on a local host', async () => {
    const look = guardedLookup(true, resolvesTo('127.0.0.1'));
    expect(await ask(look, false)).toEqual({ address: '127.0.0.1', family: 4 });
  });
});

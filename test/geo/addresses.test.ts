import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { amazonPlaces } from '../../shared/geo/addresses/amazon-places.ts';
import { pincodeGazetteer } from '../../shared/geo/addresses/pincode-gazetteer.ts';
import { pincodesIn } from '../../shared/geo/addresses/pincodes.ts';
import { type AmazonLocation, startAmazonLocation } from '../support/aws/amazon-location.ts';

describe('the gazetteer of pincodes', () => {
  test('puts an address where its pincode is, and calls that approximate', async () => {
    const place = await pincodeGazetteer.locate('1229, HSR Layout, Bangalore, Karnataka, 560102');
    expect(place).toEqual({ point: { lat: 12.911862, lng: 77.644592 }, approximate: true });
  });

  test('takes the last pincode that it knows', async () => {
    const hsr = await pincodeGazetteer.locate('560102');
    expect(await pincodeGazetteer.locate('Plot 110001, HSR Layout 560 102, PO box 999999')).toEqual(hsr);
  });

  test('finds no place without a pincode, or with one of another country', async () => {
    expect(await pincodeGazetteer.locate('HSR Layout, Bangalore')).toBeUndefined();
    expect(await pincodeGazetteer.locate('Calle 100 # 15-20, Bogotá 999999')).toBeUndefined();
  });
});

test('a pincode is six digits that do not start with 0 and are not part of a longer number', () => {
  expect(pincodesIn('+919876543210, 012345, 5601021, 560102, 560 034.')).toEqual(['560034', '560102']);
});

test('a pincode is read in the digits of any script', () => {
  expect(pincodesIn('बेंगलुरु ५६०१०२, 560 ٠٣٤')).toEqual(['560034', '560102']);
});

describe('Amazon Location', () => {
  let location: AmazonLocation;
  beforeAll(async () => {
    location = await startAmazonLocation();
  });
  afterAll(() => location.stop());

  const found = (PlaceType: string) => ({
    status: 200,
    body: { ResultItems: [{ PlaceId: 'p', PlaceType, Title: 't', Position: [77.6446, 12.9119] }] },
  });

  test.each([
    ['PointAddress', false],
    ['Street', true],
    ['PostalCode', true],
  ])('locates an address; a %s is approximate: %s', async (type, approximate) => {
    location.answer = found(type);
    expect(await amazonPlaces().locate('1229, HSR Layout')).toEqual({
      point: { lat: 12.9119, lng: 77.6446 },
      approximate,
    });
    expect(location.asked.at(-1)).toEqual({
      path: '/v2/geocode',
      body: { QueryText: '1229, HSR Layout', MaxResults: 1, IntendedUse: 'Storage' },
    });
  });

  test('returns no place where it finds none', async () => {
    location.answer = { status: 200, body: { ResultItems: [] } };
    expect(await amazonPlaces().locate('Macondo')).toBeUndefined();
  });
});

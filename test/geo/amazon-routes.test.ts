import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { amazonRoutes } from '../../shared/geo/distance/amazon-routes.ts';
import { type AmazonLocation, startAmazonLocation } from '../support/aws/amazon-location.ts';

let location: AmazonLocation;
beforeAll(async () => {
  location = await startAmazonLocation();
});
afterAll(() => location.stop());

const [from, to] = [
  { lat: 12.9121, lng: 77.6139 },
  { lat: 12.9181, lng: 77.6199 },
];

describe('Amazon Location', () => {
  test('is asked for the shortest drive, and returns its length', async () => {
    location.answer = {
      status: 200,
      body: {
        LegGeometryFormat: 'FlexiblePolyline',
        Notices: [],
        Routes: [{ Legs: [], MajorRoadLabels: [], Summary: { Distance: 1832, Duration: 300 } }],
      },
    };
    expect(await amazonRoutes().metres(from, to, 1.3)).toBe(1832);
    expect(location.asked).toEqual([
      {
        path: '/v2/routes',
        body: {
          Origin: [77.6139, 12.9121],
          Destination: [77.6199, 12.9181],
          TravelMode: 'Car',
          OptimizeRoutingFor: 'ShortestRoute',
        },
      },
    ]);
  });

  test('returns no route where it finds none', async () => {
    location.answer = {
      status: 200,
      body: { LegGeometryFormat: 'FlexiblePolyline', Notices: [], Routes: [] },
    };
    expect(await amazonRoutes().metres(from, to, 1.3)).toBeUndefined();
  });

  test('is not asked for the distance of a place to itself', async () => {
    const before = location.asked.length;
    expect(await amazonRoutes().metres(from, { ...from }, 1.3)).toBe(0);
    expect(location.asked).toHaveLength(before);
  });

  test('returns no route to a place that it refuses', async () => {
    location.answer = {
      status: 400,
      body: { __type: 'ValidationException', Message: 'no', Reason: 'FieldValidationFailed', FieldList: [] },
    };
    expect(await amazonRoutes().metres(from, to, 1.3)).toBeUndefined();
  });

  test('that denies access is reported', async () => {
    location.answer = { status: 403, body: { __type: 'AccessDeniedException', Message: 'no' } };
    await expect(amazonRoutes().metres(from, to, 1.3)).rejects.toThrow('no');
  });
});

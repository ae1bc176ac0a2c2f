import { App, Stack } from 'aws-cdk-lib';
import { expect, test } from 'vitest';
import { type StageSettings, stageFromContext } from '../../infra/constructs/base/stage.ts';
import { placesGrant } from '../../infra/constructs/places.ts';

const grantOf = (dev: StageSettings) => {
  const app = new App();
  const stack = new Stack(app, 'places', { env: { region: 'eu-west-1', account: '123456789012' } });
  const { statements, environment } = placesGrant(stageFromContext(app.node, { dev }), stack);
  return { environment, statements: stack.resolve(statements.map((statement) => statement.toJSON())) };
};

test('no provider is asked unless the stage says so', () => {
  expect(grantOf({})).toEqual({ environment: {}, statements: [] });
});

test('with Amazon Location a function may calculate routes and geocode, and nothing else', () => {
  expect(grantOf({ places: 'amazon-location', weather: 'open-meteo' })).toEqual({
    environment: { PLACES: 'amazon-location', WEATHER: 'open-meteo' },
    statements: [
      {
        Effect: 'Allow',
        Action: 'geo-routes:CalculateRoutes',
        Resource: {
          'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':geo-routes:eu-west-1::provider/default']],
        },
      },
      {
        Effect: 'Allow',
        Action: 'geo-places:Geocode',
        Resource: {
          'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':geo-places:eu-west-1::provider/default']],
        },
      },
    ],
  });
});

import type { StageSettings } from './constructs/base/stage.ts';

/**
 * The stages that differ from the defaults. `-c stage=<name>` picks one; a name that does not stand here gets the
 * defaults, and nothing else changes what is deployed.
 */
export const stages: Readonly<Record<string, StageSettings>> = {
  prod: {
    keepsData: true,
    throttle: { rateLimit: 1000, burstLimit: 2000 },
    // account: '123456789012',
    // region: 'us-east-1',
    // alarms: { emails: ['ops@example.com'], webhook: 'https://hooks.slack.com/services/…' },
    // domain: { name: 'api.example.com', certificateArn: 'arn:aws:acm:…', hostedZone: { id: 'Z…', name: 'example.com' } },
    // corsOrigins: ['https://shop.example.com'],
    // places: 'amazon-location',
    // weather: 'open-meteo',
  },
};

import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { idleCost, MOST_ALARM_METRICS, MOST_IDLE_USD } from '../bench/idle.ts';
import { leadsTo, openStage, type Stage } from './support/synthesized.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage('staging');
}, 120_000);

/** A fault, the metric that shows it, and the alarm that tells of it. */
const faults: [fault: string, metric: string, of: string, alarm: string][] = [
  ['requests of any kind fail', '5xx', 'Api', 'ServerErrors'],
  ['triggers of calls fail', 'RequestFailed-staging-confirmation', '', 'Failing-confirmation'],
  ['the orders API fails', 'RequestFailed-staging-orders', '', 'Failing-orders'],
  ['bookings fail', 'RequestFailed-staging-delivery', '', 'Failing-delivery'],
  ['orders of shops fail', 'RequestFailed-staging-intake', '', 'Failing-intake'],
  ['reports of calls fail', 'RequestFailed-staging-callbacks', '', 'Failing-callbacks'],
  ['a function crashes, times out or does not load', 'Errors', '', 'FunctionsFail'],
  ['the account runs no more functions', 'Throttles', '', 'FunctionsRefused'],
  ['the relay is behind', 'IteratorAge', 'relay-events', 'RelayLate'],
  ['the relay gave up on events', 'OnFailureDestinationDeliveredEventCount', '', 'EventsStored'],
  ['events were lost', 'DroppedEventCount', '', 'EventsLost'],
  ['calls wait', 'ApproximateAgeOfOldestMessage', 'Calls', 'Late'],
  ['webhooks wait', 'ApproximateAgeOfOldestMessage', 'Webhooks', 'Late'],
  ['exports wait', 'ApproximateAgeOfOldestMessage', 'Exports', 'Late'],
  ['the search index waits', 'ApproximateAgeOfOldestMessage', 'Search', 'Late'],
  ['what is done with many orders waits', 'ApproximateAgeOfOldestMessage', 'Bulk', 'Late'],
  ['bookings wait', 'ApproximateAgeOfOldestMessage', 'Bookings', 'Late'],
  ['what a newer release wrote is not worked off', 'LaterAge', '', 'LaterLate'],
  ['messages fail again and again', 'ApproximateNumberOfMessagesVisible', 'DeadLetters', 'Alarm'],
  ['records can never pass', 'ApproximateNumberOfMessagesVisible', 'Parked', 'Alarm'],
  ['webhooks go out late', 'CommitToRequest', '', 'WebhooksLate'],
  ['many endpoints were disabled', 'WebhookEndpointDisabled', '', 'EndpointsDisabled'],
  ['calls wait for settings to be mended', 'VoiceAgentFault', '', 'VoiceAgentFaults'],
  ['due work waits, or the sweep does not run', 'DueLag', '', 'SweepLate'],
];

interface Dimension {
  Name: string;
  Value: string | object;
}

describe('every fault has an alarm', () => {
  const alarmOf = (metric: string, of: string) =>
    stage.all('AWS::CloudWatch::Alarm').filter(({ properties }) => {
      const dimensions = (properties.Dimensions ?? []) as Dimension[];
      const about = dimensions.map(({ Value }) => (typeof Value === 'string' ? Value : leadsTo(Value)));
      return (
        properties.MetricName === metric &&
        (of === '' || about.some((id) => id.replaceAll('-', '').includes(of.replaceAll('-', ''))))
      );
    });

  test.each(faults)('%s', (_fault, metric, of, alarm) => {
    const [found, ...others] = alarmOf(metric, of);
    expect(others).toEqual([]);
    expect(found?.id).toContain(alarm.replaceAll('-', ''));
    expect(found?.properties).toMatchObject({
      ComparisonOperator: 'GreaterThanThreshold',
      AlarmActions: [expect.anything()],
      AlarmDescription: expect.stringMatching(/.{40}/),
    });
  });

  test('and an entry in the runbook', () => {
    const entries = readFileSync(new URL('../../infra/RUNBOOK.md', import.meta.url), 'utf8');
    for (const [, , of, alarm] of faults) {
      const [line] = entries
        .split('\n')
        .filter((each) => each.startsWith('| `') && each.includes(`\`${alarm}\``));
      expect(line, alarm).toBeDefined();
      if (/^(?:Late|Alarm)$/.test(alarm))
        expect(entries, of).toMatch(new RegExp(`\\| \`${alarm}\` of [\\w, ]*${of}`));
    }
  });

  test('and each alarm belongs to a known fault', () => {
    expect(stage.all('AWS::CloudWatch::Alarm')).toHaveLength(faults.length);
  });
});

test('an idle stage costs next to nothing', () => {
  const resources = [...stage.stacks.values()].flatMap((template) =>
    Object.values(
      (template.toJSON() as { Resources: Record<string, { Type: string; Properties?: object }> }).Resources,
    ).map(({ Type, Properties = {} }) => ({ type: Type, properties: Properties as Record<string, unknown> })),
  );
  const { usd, alarmMetrics } = idleCost(resources);
  expect(usd).toBeLessThanOrEqual(MOST_IDLE_USD);
  expect(alarmMetrics).toBeLessThanOrEqual(MOST_ALARM_METRICS);
});

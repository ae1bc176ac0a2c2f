import { expect, test } from 'vitest';
import { orderLogsUrl } from '../../../functions/console/order-logs.ts';

test('a link leads to the logs of one order in Logs Insights', () => {
  const url = orderLogsUrl(['Recado-prod-workers-dialcallLogs1', '/aws/lambda/x'], 'us-east-1') ?? '';
  expect(url).toContain(
    'https://us-east-1.console.aws.amazon.com/cloudwatch/home?region=us-east-1#logsV2:logs-insights$3FqueryDetail$3D~(',
  );
  expect(url).toContain('*7c*20filter*20orderId*20*3d*20*27ORDER_ID*27*0a*7c*20sort*20at*20asc*0a');
  expect(url).toMatch(/~source~\(~'Recado-prod-workers-dialcallLogs1~'\*2faws\*2flambda\*2fx\)\)$/);
});

test('there is no link where nothing is deployed', () => {
  expect(orderLogsUrl([], 'us-east-1')).toBeUndefined();
  expect(orderLogsUrl(['x'], undefined)).toBeUndefined();
});

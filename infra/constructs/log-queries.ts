import { CfnCondition, Fn } from 'aws-cdk-lib';
import { CfnQueryDefinition, type ILogGroup, LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct, IConstruct } from 'constructs';
import type { Stage } from './base/stage.ts';
import { RecadoFunction } from './recado-function.ts';

/** The logs of all stacks of a stage have names that start so: their names are made from those of the stacks. */
const prefixOf = ({ name }: Stage): string => `Recado-${name}-`;

/** The account of AWS emulators, which nobody owns. */
const NO_ACCOUNT = '000000000000';

const COLUMNS =
  'at, level, function, message, eventType, route, status, code, outcome, reason, attempt, durationMs, requestId, callId, webhookDeliveryId, eventId, error.message';

const isLogOfOurs = (each: IConstruct): each is LogGroup =>
  each instanceof LogGroup && each.node.scope instanceof RecadoFunction;

/** Of the functions of a stack. */
export const workerLogs = (stack: Construct): LogGroup[] => stack.node.findAll().filter(isLogOfOurs);

/** Saved queries on the logs of a stage in Logs Insights: replace the id in them. */
export function addLogQueries(scope: Construct, stage: Stage, accountId: string): void {
  // Emulators know no saved queries, and would refuse the whole stack for them.
  const savesQueries = new CfnCondition(scope, 'SavesQueries', {
    expression: Fn.conditionNot(Fn.conditionEquals(accountId, NO_ACCOUNT)),
  });
  const add = (id: string, name: string, lines: readonly string[], logs: readonly ILogGroup[] = []) => {
    const query = new CfnQueryDefinition(scope, id, {
      name: `recado-${stage.name}/${name}`,
      queryString: lines.join('\n'),
      ...(logs.length > 0 && { logGroupNames: logs.map(({ logGroupName }) => logGroupName) }),
    });
    query.cfnOptions.condition = savesQueries;
  };
  const workers = workerLogs(scope);
  const everything = `# Choose the log groups by their prefix: ${prefixOf(stage)}`;
  const choose = `# For the requests too, ${everything.slice(2, 3).toLowerCase()}${everything.slice(3)}`;
  add(
    'OrderStory',
    'one order',
    [
      choose,
      `fields ${COLUMNS}`,
      "| filter orderId = 'ord_00000000000000000000000000'",
      '| sort at asc',
      '| limit 1000',
    ],
    workers,
  );
  add('RequestStory', 'one request', [
    everything,
    `fields ${COLUMNS}, orderId`,
    "| filter requestId = 'the x-request-id of the answer'",
    '| sort at asc',
    '| limit 1000',
  ]);
  add('Failures', 'what failed', [
    everything,
    "filter level = 'error' or level = 'warn'",
    '| stats count(*) as times, latest(at) as last by level, function, message, reason, error.message',
    '| sort times desc',
    '| limit 100',
  ]);
}

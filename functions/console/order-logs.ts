/** The placeholder of the order's id in a link. */
export const ORDER_ID = 'ORDER_ID';

const WEEK_SECONDS = 7 * 86_400;

/**
 * The page of Logs Insights with a week of an order's log, with `ORDER_ID` in place of its id.
 * @param groups names of log groups
 * @returns undefined where nothing is deployed
 */
export function orderLogsUrl(groups: readonly string[], region: string | undefined): string | undefined {
  if (groups.length === 0 || region === undefined) return undefined;
  const query = [
    'fields at, level, function, message, eventType, status, outcome, reason, durationMs, callId, error.message',
    `| filter orderId = '${ORDER_ID}'`,
    '| sort at asc',
    '| limit 1000',
  ].join('\n');
  const sources = groups.map((group) => `~'${escaped(group)}`).join('');
  const detail = `~(end~0~start~-${WEEK_SECONDS}~timeType~'RELATIVE~unit~'seconds~editorString~'${escaped(query)}~source~(${sources}))`;
  return `https://${region}.console.aws.amazon.com/cloudwatch/home?region=${region}#logsV2:logs-insights$3FqueryDetail$3D${detail}`;
}

/** As the page writes texts into its address: each byte but letters, digits and a few signs as `*` and two hexadecimal digits. */
const escaped = (text: string): string =>
  text.replace(/[^A-Za-z0-9_.-]/g, (sign) => `*${Buffer.from(sign).toString('hex').match(/../g)?.join('*')}`);

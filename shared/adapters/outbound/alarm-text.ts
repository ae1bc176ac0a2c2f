/** Chat services cut or refuse longer texts. */
const MAX_LENGTH = 3000;

/** Signs that Slack reads as markup. https://docs.slack.dev/messaging/formatting-message-text#escaping */
const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/**
 * The chat text for a notification: of an alarm its state, name, meaning and measurement; of anything else the
 * unchanged text. https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html
 */
export function alarmText({ subject, message }: { subject: string | undefined; message: string }): string {
  const alarm = alarmOf(message);
  const lines =
    alarm === undefined
      ? [subject, message]
      : [
          `${alarm.NewStateValue ?? 'ALARM'}: ${alarm.AlarmName}`,
          alarm.AlarmDescription,
          alarm.NewStateReason,
          [alarm.Region, alarm.AWSAccountId, alarm.StateChangeTime].filter(Boolean).join(', '),
        ];
  const text = lines.filter(Boolean).join('\n').slice(0, MAX_LENGTH);
  return text.replace(/[&<>]/g, (sign) => ESCAPES[sign] ?? sign);
}

interface Alarm {
  AlarmName?: string;
  AlarmDescription?: string;
  NewStateValue?: string;
  NewStateReason?: string;
  Region?: string;
  AWSAccountId?: string;
  StateChangeTime?: string;
}

function alarmOf(message: string): Alarm | undefined {
  try {
    const read: unknown = JSON.parse(message);
    if (typeof read !== 'object' || read === null || !('AlarmName' in read)) return undefined;
    const texts = Object.entries(read).filter(([, value]) => typeof value === 'string');
    return Object.fromEntries(texts);
  } catch {
    return undefined;
  }
}

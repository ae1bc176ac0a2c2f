import { eachNotification } from '../../shared/adapters/lambda/notifications.ts';
import { worker } from '../../shared/adapters/lambda/worker.ts';
import { alarmText } from '../../shared/adapters/outbound/alarm-text.ts';
import { DEADLINE_MS, post } from '../../shared/adapters/outbound/post.ts';
import { privateTargetsFromEnvironment } from '../../shared/adapters/outbound/private-targets.ts';

const target = {
  url: process.env.ALARM_WEBHOOK ?? '',
  headers: { 'content-type': 'application/json; charset=utf-8' },
  deadlineMs: DEADLINE_MS,
  allowPrivate: privateTargetsFromEnvironment(),
};

/** Posts what alarms say to the stage's chat. Anybody who knows the URL can post there, so nothing here logs it. */
export const handler = worker(
  { name: 'post-alarm', source: eachNotification },
  async (notification, { log }) => {
    const result = await post({ ...target, body: JSON.stringify({ text: alarmText(notification) }) });
    if (!result.ok) {
      log.warn('An alarm could not be posted', { reason: result.failure, status: result.status ?? 0 });
      throw new Error(`The alarm webhook failed: ${result.failure}`);
    }
    log.info('An alarm was posted', { status: result.status });
  },
);

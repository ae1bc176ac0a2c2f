import { useState } from 'preact/hooks';
import { call } from '../../../base/api.ts';
import { useChange } from '../../../base/change.ts';
import { session } from '../../../base/session.ts';
import type { OrderShown, TimelineEvent } from '../../../base/views.ts';
import { t } from '../../../base/words.ts';
import { EventList } from '../../../parts/events/event-list.tsx';
import { Button } from '../../../ui/controls/button.tsx';
import { Problematic } from '../../../ui/display/states.tsx';

/** The events of the order, newest first. */
export function OrderTimeline({ order: { id, timeline } }: { order: OrderShown }) {
  const logs = session.value?.orderLogs?.replace('ORDER_ID', id);
  const [older, setOlder] = useState<TimelineEvent[]>([]);
  const [next, setNext] = useState<string | null>();
  const cursor = next === undefined ? timeline.nextCursor : next;
  const more = useChange((_key, from: string) =>
    call('GET /platform/v1/orders/{id}/timeline', { params: { id }, query: { cursor: from } }),
  );
  const known = new Set(timeline.events.map((event) => event.id));
  return (
    <section class="card" aria-labelledby="timeline">
      <header>
        <h2 id="timeline">{t('order.timeline')}</h2>
        {logs && (
          <a href={logs} target="_blank" rel="noreferrer">
            {t('order.logs')}
          </a>
        )}
      </header>
      <EventList events={[...timeline.events, ...older.filter((event) => !known.has(event.id))]} />
      <Problematic error={more.error} />
      {cursor && (
        <Button
          isBusy={more.isBusy}
          onClick={async () => {
            const page = await more.run(cursor);
            if (page === undefined) return;
            setOlder([...older, ...page.events]);
            setNext(page.nextCursor);
          }}
        >
          {t('order.older')}
        </Button>
      )}
    </section>
  );
}

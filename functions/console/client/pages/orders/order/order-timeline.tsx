import { useState } from 'preact/hooks';
import { call } from '../../../base/api.ts';
import { useChange } from '../../../base/change.ts';
import { session } from '../../../base/session.ts';
import type { OrderShown } from '../../../base/views.ts';
import { t } from '../../../base/words.ts';
import { EventList } from '../../../parts/events/event-list.tsx';
import { joinTimeline } from '../../../parts/events/join-timeline.ts';
import { Button } from '../../../ui/controls/button.tsx';
import { Problematic } from '../../../ui/display/states.tsx';

/** The events of the order, newest first. */
export function OrderTimeline({ order: { id, timeline } }: { order: OrderShown }) {
  const logs = session.value?.orderLogs?.replace('ORDER_ID', id);
  const [loaded, setLoaded] = useState(timeline);
  const { events, nextCursor } = joinTimeline(timeline, loaded);
  const more = useChange((_key, from: string) =>
    call('GET /platform/v1/orders/{id}/timeline', { params: { id }, query: { cursor: from } }),
  );
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
      <EventList events={events} />
      <Problematic error={more.error} />
      {nextCursor && (
        <Button
          isBusy={more.isBusy}
          onClick={async () => {
            const page = await more.run(nextCursor);
            if (page === undefined) return;
            setLoaded({ events: [...events, ...page.events], nextCursor: page.nextCursor });
          }}
        >
          {t('order.older')}
        </Button>
      )}
    </section>
  );
}

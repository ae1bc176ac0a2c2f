import { duration } from '../../base/format.ts';
import type { OrderShown } from '../../base/views.ts';
import { named, t } from '../../base/words.ts';
import { DateTime, UserText } from '../../ui/display/texts.tsx';
import { StateBadge } from '../state-badge.tsx';
import { Recording } from './recording.tsx';
import { Transcript } from './transcript.tsx';

/** The calls about the order, with their transcripts and the time of the next one. */
export function OrderCalls({
  order: { calls, rounds },
  search = '',
}: {
  order: OrderShown;
  search?: string;
}) {
  const running = rounds.filter(({ outcome }) => outcome === null);
  return (
    <section class="card" aria-labelledby="calls">
      <header>
        <h2 id="calls">{t('nav.calls')}</h2>
      </header>
      <div class="stack">
        {running.map(({ callType, dialAt, waitsFor }) => (
          <p key={callType} class="notice pending">
            <b>{named('callType', callType)}</b>
            <span>
              {dialAt ? t('order.nextCall') : t('order.callingNow')} {dialAt && <DateTime at={dialAt} />}
              {waitsFor && ` · ${named('waitsFor', waitsFor)}`}
            </span>
          </p>
        ))}
        {calls.length === 0 && <p class="soft">{t('order.noCalls')}</p>}
        <ol class="stack">
          {calls.map((dial) => (
            <li key={dial.id} class="entry">
              <div class="row apart">
                <span class="row">
                  <b>{named('callType', dial.callType)}</b>
                  <span class="soft">
                    {dial.channel === 'whatsapp'
                      ? t('order.message', { round: dial.round })
                      : t('order.attempt', { round: dial.round, attempt: dial.attempt })}
                  </span>
                  {dial.outcome ? (
                    <StateBadge of="outcome" value={dial.outcome} />
                  ) : (
                    <StateBadge
                      of={dial.channel === 'whatsapp' ? 'messageStatus' : 'callStatus'}
                      value={dial.status}
                    />
                  )}
                  {dial.reason && <span class="small soft">{named('callReason', dial.reason)}</span>}
                </span>
                <span class="small soft">
                  <DateTime at={dial.dialedAt ?? dial.notBefore ?? dial.createdAt} />
                  {dial.durationSeconds !== null &&
                    dial.channel === 'call' &&
                    ` · ${duration(dial.durationSeconds)}`}
                </span>
              </div>
              {dial.summary && (
                <p>
                  <UserText>{dial.summary}</UserText>
                </p>
              )}
              <Recording url={dial.recordingUrl} />
              <Transcript text={dial.transcript} search={search} />
            </li>
          ))}
        </ol>
      </div>
    </section>
  );
}

import { useState } from 'preact/hooks';
import { call } from '../../base/api.ts';
import { useChange } from '../../base/change.ts';
import { hrefOf } from '../../base/router.ts';
import type { DialShown, OrderListed } from '../../base/views.ts';
import { t, tn } from '../../base/words.ts';
import { StateBadge } from '../../parts/state-badge.tsx';
import { Transcript } from '../../parts/transcript.tsx';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { PageLink } from '../../ui/link.tsx';
import { Problematic } from '../../ui/states.tsx';
import { When } from '../../ui/texts.tsx';

/** Orders that are read at the same time. */
const AT_ONCE = 5;

interface Found {
  order: OrderListed;
  dial: DialShown;
}

/** Finds what was said, in the calls of the orders of this page. */
export function TranscriptSearch({ orders }: { orders: readonly OrderListed[] }) {
  const [found, setFound] = useState<{ text: string; dials: readonly Found[] }>();
  const search = useChange(async (_key, text: string) => {
    const dials: Found[] = [];
    for (let from = 0; from < orders.length; from += AT_ONCE) {
      const some = orders.slice(from, from + AT_ONCE);
      const whole = await Promise.all(
        some.map(({ id }) => call('GET /platform/v1/orders/{id}', { params: { id } })),
      );
      for (const [n, order] of some.entries())
        for (const dial of whole[n]?.calls ?? [])
          if (dial.transcript?.toLowerCase().includes(text.toLowerCase())) dials.push({ order, dial });
    }
    setFound({ text, dials });
    return true;
  });
  return (
    <section class="stack" aria-label={t('calls.search')}>
      <form
        class="row ends"
        onSubmit={(event) => {
          event.preventDefault();
          const text = String(new FormData(event.currentTarget).get('said') ?? '').trim();
          if (text === '') setFound(undefined);
          else void search.run(text);
        }}
      >
        <TextField type="search" name="said" label={t('calls.search')} hint={t('calls.searchHint')} />
        <Button submits isBusy={search.isBusy}>
          {t('calls.find')}
        </Button>
      </form>
      <Problematic error={search.error} />
      <p role="status">{found && tn('calls.found', found.dials.length)}</p>
      {found && found.dials.length > 0 && (
        <ol class="card stack">
          {found.dials.map(({ order, dial }) => (
            <li key={dial.id} class="stack">
              <span class="row">
                <PageLink href={hrefOf(`orders/${order.id}`)}>
                  <bdi>{order.number}</bdi>
                </PageLink>
                <StateBadge of="outcome" value={dial.outcome} />
                <span class="small soft">
                  <When at={dial.dialedAt} />
                </span>
              </span>
              <Transcript text={dial.transcript} search={found.text} />
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

import { count } from '../../base/format.ts';
import { hrefOf } from '../../base/router.ts';
import type { SummaryShown } from '../../base/views.ts';
import { named, t, tn } from '../../base/words.ts';
import type { Tone } from '../../ui/controls/badge.tsx';
import { PageLink } from '../../ui/controls/link.tsx';

type Stages = NonNullable<SummaryShown['funnel']>;
type Stage = keyof Stages;

/** The funnel of orders, in steps; branches are shown below each other. */
const steps: readonly (readonly (readonly [Stage, Tone])[])[] = [
  [['new', 'quiet']],
  [['calling', 'info']],
  [
    ['confirmed', 'good'],
    ['needs_review', 'pending'],
    ['not_reached', 'pending'],
    ['cancelled', 'bad'],
  ],
  [['booked', 'info']],
  [['out', 'info']],
  [
    ['delivered', 'good'],
    ['returned', 'bad'],
  ],
];

/** Where the day's orders are now; each number leads to them. */
export const Funnel = ({ stages, orders, day }: { stages: Stages; orders: number; day: string }) => (
  <section class="card" aria-labelledby="funnel">
    <header>
      <h2 id="funnel">{t('today.funnel')}</h2>
      <PageLink href={hrefOf('orders', { from: day, to: day })}>{tn('today.orders', orders)}</PageLink>
    </header>
    <ol class="funnel">
      {steps.map((step) => (
        <li key={step[0]?.[0]}>
          {step.map(([stage, tone]) => (
            <PageLink
              key={stage}
              class={`stage ${stages[stage] > 0 ? tone : 'none'}`}
              href={hrefOf('orders', { stage, from: day, to: day })}
            >
              <span class="value">{count(stages[stage])}</span>
              <span>{named('stage', stage)}</span>
            </PageLink>
          ))}
        </li>
      ))}
    </ol>
  </section>
);

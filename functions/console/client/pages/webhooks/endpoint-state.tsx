import type { EndpointShown } from '../../base/views.ts';
import { named, t } from '../../base/words.ts';
import { Badge } from '../../ui/controls/badge.tsx';
import { Ago } from '../../ui/display/texts.tsx';

type Shown = Pick<EndpointShown, 'enabled' | 'disabledReason' | 'failingSince'>;

/** Whether an endpoint gets what it should: a failing one shows as failing from its first failure. */
export function EndpointState({ endpoint: { enabled, disabledReason, failingSince } }: { endpoint: Shown }) {
  if (!enabled)
    return (
      <span class="row">
        <Badge tone="bad">{t('webhook.disabled')}</Badge>
        {disabledReason && <span class="small soft">{named('disabledReason', disabledReason)}</span>}
      </span>
    );
  if (failingSince)
    return (
      <span class="row">
        <Badge tone="bad">{named('webhook', 'failing')}</Badge>
        <span class="small soft">
          <Ago at={failingSince} />
        </span>
      </span>
    );
  return <Badge tone="good">{t('webhook.enabled')}</Badge>;
}

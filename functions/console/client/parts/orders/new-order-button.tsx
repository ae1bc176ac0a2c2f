import { go, hrefOf } from '../../base/router.ts';
import { mayAs } from '../../base/session.ts';
import { t } from '../../base/words.ts';
import { Button } from '../../ui/controls/button.tsx';
import { PageLink } from '../../ui/controls/link.tsx';

const PATH = 'orders/new';

/** Leads to the form of an order that is taken by hand. */
export const NewOrderButton = () =>
  mayAs('operator') ? (
    <PageLink class="button primary" href={hrefOf(PATH)}>
      {t('newOrder.title')}
    </PageLink>
  ) : (
    <Button unavailable={t('problem.forbidden')} onClick={() => go(hrefOf(PATH))}>
      {t('newOrder.title')}
    </Button>
  );

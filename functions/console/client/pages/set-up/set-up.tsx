import type { FunctionComponent } from 'preact';
import { hrefOf, path } from '../../base/router.ts';
import { t, type WordKey } from '../../base/words.ts';
import { PageLink } from '../../ui/controls/link.tsx';
import { ConsolePage } from '../../ui/display/page.tsx';
import { Account } from './account.tsx';
import { ApiKeys } from './api-keys.tsx';
import { CallPolicyForm } from './call-policy.tsx';
import { Dispatch } from './dispatch.tsx';
import { Hours } from './hours/hours.tsx';
import { IntakeHooks } from './intake-hooks.tsx';
import { Members } from './members.tsx';
import { OptOuts } from './opt-outs.tsx';
import { PaymentWordsForm } from './payment-words.tsx';
import { TelephonySettings } from './telephony/telephony.tsx';
import { TenantSettings } from './tenant-settings.tsx';

const sections: Readonly<Record<string, { title: WordKey; Content: FunctionComponent }>> = {
  members: { title: 'setup.members', Content: Members },
  'api-keys': { title: 'setup.apiKeys', Content: ApiKeys },
  'intake-hooks': { title: 'setup.intakeHooks', Content: IntakeHooks },
  telephony: { title: 'setup.telephony', Content: TelephonySettings },
  'calling-hours': { title: 'setup.callingHours', Content: Hours },
  'call-policy': { title: 'setup.callPolicy', Content: CallPolicyForm },
  'opt-outs': { title: 'setup.optOuts', Content: OptOuts },
  dispatch: { title: 'setup.dispatch', Content: Dispatch },
  'payment-words': { title: 'setup.paymentWords', Content: PaymentWordsForm },
  tenant: { title: 'setup.tenant', Content: TenantSettings },
  account: { title: 'nav.account', Content: Account },
};

/** Everything that is set up once: members, incoming orders, reaching customers, deliveries. */
export default function SetUpPages() {
  const [, asked = ''] = path.value;
  const name = Object.hasOwn(sections, asked) ? asked : 'members';
  const section = sections[name];
  return (
    <ConsolePage title={t('nav.setUp')} part={section && t(section.title)}>
      <div class="with-side">
        <nav aria-label={t('nav.setUp')}>
          <ul class="side-links">
            {Object.entries(sections).map(([each, { title }]) => (
              <li key={each}>
                <PageLink href={hrefOf(`set-up/${each}`)} aria-current={each === name ? 'page' : undefined}>
                  {t(title)}
                </PageLink>
              </li>
            ))}
            <li>
              <PageLink href={hrefOf('webhooks')}>{t('setup.endpoints')}</PageLink>
            </li>
          </ul>
        </nav>
        <div class="stack wide">{section && <section.Content key={name} />}</div>
      </div>
    </ConsolePage>
  );
}

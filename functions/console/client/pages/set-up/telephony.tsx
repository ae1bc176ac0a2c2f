import { hrefOf } from '../../base/router.ts';
import { named, t } from '../../base/words.ts';
import { TextField } from '../../ui/field.tsx';
import { PageLink } from '../../ui/link.tsx';
import { Said } from '../../ui/texts.tsx';
import { TenantForm, textIn } from './tenant-form.tsx';

/** Who makes the live calls. */
export const TelephonySettings = () => (
  <TenantForm
    title={t('setup.telephony')}
    note={t('setup.telephonyNote')}
    changes={(form) => ({
      voiceAgent: textIn(form, 'url') === '' ? null : { url: textIn(form, 'url') },
    })}
  >
    {({ now: { voiceAgent, callCredit, webhookUrls, voiceAgentFault }, wrong }) => (
      <>
        <dl class="facts">
          <dt>{t('setup.provider')}</dt>
          <dd>{voiceAgent ? named('provider', voiceAgent.provider) : t('setup.noProvider')}</dd>
          {callCredit !== null && (
            <>
              <dt>{t('setup.callCredit')}</dt>
              <dd class="number">{callCredit}</dd>
            </>
          )}
          {Object.entries(webhookUrls).map(([name, url]) => (
            <Pasted key={name} name={named('provider', name)} url={url} />
          ))}
        </dl>
        {voiceAgentFault && (
          <p class="notice bad">
            <Said>{`${voiceAgentFault.code} ${voiceAgentFault.providerCode ?? ''}`}</Said>
          </p>
        )}
        <TextField
          name="url"
          type="url"
          label={t('setup.agentUrl')}
          hint={t('setup.agentUrlHint')}
          dir="ltr"
          defaultValue={typeof voiceAgent?.url === 'string' ? voiceAgent.url : ''}
          wrong={wrong('voiceAgent')}
        />
        <p>
          <PageLink href={hrefOf('set-up/calling-hours')}>{t('setup.callingHours')}</PageLink> ·{' '}
          <PageLink href={hrefOf('set-up/call-policy')}>{t('setup.callPolicy')}</PageLink>
        </p>
      </>
    )}
  </TenantForm>
);

const Pasted = ({ name, url }: { name: string; url: string }) => (
  <>
    <dt>{name}</dt>
    <dd>
      <code>{url}</code>
    </dd>
  </>
);

import { useState } from 'preact/hooks';
import type { TenantChangesBody, TenantShown } from '../../../base/views.ts';
import { named, t } from '../../../base/words.ts';
import { useShownOnce } from '../../../parts/shown-once.tsx';
import { SelectField, TextArea, TextField } from '../../../ui/controls/field.tsx';
import { CopyLine } from '../../../ui/display/texts.tsx';
import { type Settings, TenantForm, textIn } from '../form/tenant-form.tsx';
import { FaultNotice } from './fault.tsx';
import { analysisFields, prompts, providerFields, variablesOfPrompts } from './provider-fields.ts';
import { ServiceFields, serviceIn } from './service-fields.tsx';

type Agent = NonNullable<TenantShown['voiceAgent']>;

const storedOf = (agent: Agent | null, provider: string): Agent | undefined =>
  agent?.provider === provider ? agent : undefined;

/** The agent as the form has it; null for none. */
function agentIn(form: FormData, agent: Agent | null): TenantChangesBody['voiceAgent'] {
  const provider = textIn(form, 'provider');
  const fields = providerFields[provider];
  if (fields === undefined) return provider === '' ? null : (agent as TenantChangesBody['voiceAgent']);
  const { texts: _texts, analysis: _names, ...service } = serviceIn(form, fields, storedOf(agent, provider));
  const analysis = namesIn(form);
  const texts = prompts.flatMap((name) => {
    const text = textIn(form, `texts.${name}`);
    return text === '' ? [] : [[name, text]];
  });
  return {
    ...service,
    provider,
    ...(analysis && { analysis }),
    ...(texts.length > 0 && { texts: Object.fromEntries(texts) }),
  } as TenantChangesBody['voiceAgent'];
}

/** The names of the agent's analysis results; undefined when all have their usual names. */
function namesIn(form: FormData): Record<string, string> | undefined {
  const named = analysisFields.flatMap(({ name }) => {
    const text = textIn(form, `analysis.${name}`);
    return text === '' ? [] : [[name, text] as const];
  });
  return named.length > 0 ? Object.fromEntries(named) : undefined;
}

/** The provider of live calls, and its account. */
export function ProviderForm() {
  const once = useShownOnce(t('telephony.secretMade'), t('telephony.secretMadeNote'));
  return (
    <>
      <TenantForm
        title={t('setup.telephony')}
        note={t('setup.telephonyNote')}
        changes={(form, { voiceAgent }) => ({ voiceAgent: agentIn(form, voiceAgent) })}
        onSaved={({ voiceAgent }) => {
          if (typeof voiceAgent?.secret === 'string') once.show(voiceAgent.secret);
        }}
      >
        {(settings) => <ProviderFields {...settings} />}
      </TenantForm>
      {once.dialog}
    </>
  );
}

function ProviderFields({ now: { voiceAgent, voiceAgentFault, callCredit, webhookUrls }, wrong }: Settings) {
  const [provider, setProvider] = useState(voiceAgent?.provider ?? '');
  const stored = storedOf(voiceAgent, provider);
  const fields = providerFields[provider];
  const url = webhookUrls[provider];
  const names = new Set([...Object.keys(providerFields), ...(voiceAgent ? [voiceAgent.provider] : [])]);
  return (
    <>
      {voiceAgentFault && stored && (
        <FaultNotice of={voiceAgentFault} provider={voiceAgent?.provider ?? ''} />
      )}
      <SelectField
        name="provider"
        label={t('setup.provider')}
        value={provider}
        options={[
          ['', t('setup.noProvider')],
          ...[...names].map((name): [string, string] => [name, named('provider', name)]),
        ]}
        hint={callCredit === null ? undefined : t('telephony.callsLeft', { count: callCredit })}
        wrong={wrong('voiceAgent.provider')}
        onChange={({ currentTarget }) => setProvider(currentTarget.value)}
      />
      {fields && (
        <ServiceFields
          of={provider}
          fields={fields}
          stored={stored}
          wrong={(name) => wrong(`voiceAgent.${name}`)}
        />
      )}
      {url && <CopyLine label={t('telephony.webhookOf', { name: named('provider', provider) })} text={url} />}
      {provider === 'retell' && (
        <AnalysisFields stored={stored} wrong={(name) => wrong(`voiceAgent.analysis.${name}`)} />
      )}
      {provider === 'twilio' && (
        <Prompts stored={stored} wrong={(name) => wrong(`voiceAgent.texts.${name}`)} />
      )}
    </>
  );
}

interface StoredFieldsProps {
  stored: Agent | undefined;
  wrong: (name: string) => string | undefined;
}

/** The names of the analysis results of the agent at Retell; an empty one stands for the usual name. */
function AnalysisFields({ stored, wrong }: StoredFieldsProps) {
  const names = (stored?.analysis ?? {}) as Readonly<Record<string, string>>;
  const isOpen = analysisFields.some(({ name }) => names[name] !== undefined || wrong(name) !== undefined);
  return (
    <details open={isOpen}>
      <summary>{t('telephony.analysis')}</summary>
      <div class="stack wide">
        <p class="soft">{t('telephony.analysisNote')}</p>
        <div class="halves">
          {analysisFields.map(({ name, usual }) => (
            <TextField
              key={name}
              name={`analysis.${name}`}
              label={named('analysis', name)}
              hint={t('telephony.usually', { name: usual })}
              dir="ltr"
              autocomplete="off"
              maxLength={100}
              defaultValue={names[name] ?? ''}
              wrong={wrong(name)}
            />
          ))}
        </div>
      </div>
    </details>
  );
}

/** The prompts of a call in the shop's own words; an empty one stands for ours. */
function Prompts({ stored, wrong }: StoredFieldsProps) {
  const texts = (stored?.texts ?? {}) as Readonly<Record<string, string>>;
  const isOpen = prompts.some((name) => texts[name] !== undefined || wrong(name) !== undefined);
  return (
    <details open={isOpen}>
      <summary>{t('telephony.prompts')}</summary>
      <div class="stack wide">
        <p class="soft">
          {t('telephony.promptsNote', { names: variablesOfPrompts.map((name) => `{${name}}`).join(' ') })}
        </p>
        <div class="halves">
          {prompts.map((name) => (
            <TextArea
              key={name}
              name={`texts.${name}`}
              label={named('prompt', name)}
              maxLength={500}
              defaultValue={texts[name] ?? ''}
              wrong={wrong(name)}
            />
          ))}
        </div>
      </div>
    </details>
  );
}

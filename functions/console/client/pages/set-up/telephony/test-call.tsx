import { call } from '../../../base/api.ts';
import { useChange } from '../../../base/change.ts';
import { duration } from '../../../base/format.ts';
import { phone } from '../../../base/phones.ts';
import { useResource } from '../../../base/resource.ts';
import { query, setQuery } from '../../../base/router.ts';
import { mayAs } from '../../../base/session.ts';
import { named, t } from '../../../base/words.ts';
import { Transcript } from '../../../parts/orders/transcript.tsx';
import { StateBadge } from '../../../parts/state-badge.tsx';
import { useWrongFocus } from '../../../parts/wrong-focus.ts';
import { Button } from '../../../ui/controls/button.tsx';
import { TextField } from '../../../ui/controls/field.tsx';
import { Loaded, Problematic } from '../../../ui/display/states.tsx';
import { DateTime, UserText } from '../../../ui/display/texts.tsx';

const EVERY_MS = 1000;

/** It rings a real phone, whichever mode the console shows. */
const LIVE = 'live';

/** Makes a test call through the provider, and shows each step as it happens; the call's id is in the address. */
export function TestCallCard() {
  const id = query.value.get('call') ?? undefined;
  const make = useChange((idempotencyKey, number: string) =>
    call('POST /platform/v1/voice-agent/test-call', { body: { phone: number }, idempotencyKey, mode: LIVE }),
  );
  const wrong = make.error?.about('phone');
  return (
    <section class="card" aria-label={t('telephony.test')}>
      <header>
        <h2>{t('telephony.test')}</h2>
      </header>
      <div class="stack wide">
        <p class="soft">{t('telephony.testNote')}</p>
        <form
          ref={useWrongFocus(make.error)}
          class="row ends"
          onSubmit={async (event) => {
            event.preventDefault();
            const made = await make.run(String(new FormData(event.currentTarget).get('phone') ?? ''));
            if (made !== undefined) setQuery({ call: made.id }, true);
          }}
        >
          <TextField
            name="phone"
            type="tel"
            label={t('telephony.yourPhone')}
            autocomplete="tel"
            dir="ltr"
            required
            wrong={wrong}
          />
          <Button
            kind="primary"
            submits
            isBusy={make.isBusy}
            unavailable={mayAs('owner') ? undefined : t('problem.forbidden')}
          >
            {t('telephony.testCall')}
          </Button>
        </form>
        {wrong === undefined && <Problematic error={make.error} />}
        {id && <Steps key={id} id={id} />}
      </div>
    </section>
  );
}

function Steps({ id }: { id: string }) {
  const test = useResource(
    `test call ${id}`,
    (signal) => call('GET /platform/v1/voice-agent/test-call/{id}', { params: { id }, signal, mode: LIVE }),
    EVERY_MS,
    ({ status }) => status === 'ended',
  );
  return (
    <Loaded of={test} lines={3}>
      {({ phone: number, status, outcome, reason, durationSeconds, transcript, steps }) => (
        <div class="stack" aria-busy={status !== 'ended'}>
          <p class="row" role="status">
            <b dir="ltr">{phone(number)}</b>
            {outcome ? (
              <StateBadge of="outcome" value={outcome} />
            ) : (
              <StateBadge of="callStatus" value={status} />
            )}
            {durationSeconds !== null && <span class="small soft">{duration(durationSeconds)}</span>}
          </p>
          {reason && (
            <p class="notice bad">
              <UserText>{reason}</UserText>
            </p>
          )}
          <ol class="steps" aria-label={t('telephony.steps')}>
            {steps.map(({ at, step, detail }, n) => (
              <li key={`${n} ${step}`}>
                <span>
                  {named('testStep', step)}
                  {detail && (
                    <>
                      {': '}
                      <UserText>{detail}</UserText>
                    </>
                  )}
                </span>
                <span class="small soft">
                  <DateTime at={at} style="clock" />
                </span>
              </li>
            ))}
          </ol>
          <Transcript text={transcript} />
        </div>
      )}
    </Loaded>
  );
}

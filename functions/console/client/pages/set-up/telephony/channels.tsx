import { useState } from 'preact/hooks';
import type { TenantChangesBody, TenantShown } from '../../../base/views.ts';
import { t, wordsIn } from '../../../base/words.ts';
import { CheckField, SelectField, TextField } from '../../../ui/controls/field.tsx';
import { numberIn, type Settings, TenantForm, textIn } from '../form/tenant-form.tsx';
import { weekIn, weekOf } from '../hours/week.ts';
import { WeekEditor } from '../hours/week-editor.tsx';

type Channels = TenantShown['confirmationChannels'];

/** Each way to ask, as its channels one after the other. */
const ways = ['call', 'whatsapp,call', 'call,whatsapp', 'whatsapp'] as const;

const recordings = ['none', 'provider', 'keep'] as const satisfies TenantShown['recordings'][];

const usualWeek = {
  ...Object.fromEntries(
    ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'].map((day) => [
      day,
      [{ from: '08:00', to: '20:00' }],
    ]),
  ),
};

/** The channels by which customers are asked, their order, and the retention of recordings. */
export const ChannelsForm = () => (
  <TenantForm
    title={t('telephony.channels')}
    changes={(form, { messageHours }) => ({
      confirmationChannels: textIn(form, 'channels').split(',') as Channels,
      ...(form.has('whatsappWaitMinutes') && { whatsappWaitMinutes: numberIn(form, 'whatsappWaitMinutes') }),
      messageHours: form.has('ownMessageHours')
        ? ({ ...messageHours, ...weekIn(form, 'messageWeek') } as TenantChangesBody['messageHours'])
        : null,
      recordings: textIn(form, 'recordings') as TenantShown['recordings'],
      ...(form.has('recordingDays') && { recordingDays: numberIn(form, 'recordingDays') }),
    })}
  >
    {(settings) => <ChannelFields {...settings} />}
  </TenantForm>
);

function ChannelFields({ now, wrong }: Settings) {
  const [way, setWay] = useState(now.confirmationChannels.join(','));
  const [isOwn, setOwn] = useState(now.messageHours !== null);
  const [kept, setKept] = useState(now.recordings);
  const writes = way.includes('whatsapp');
  return (
    <>
      <div class="halves">
        <SelectField
          name="channels"
          label={t('telephony.askedBy')}
          hint={writes && now.whatsapp === null ? t('telephony.noWhatsApp') : undefined}
          value={way}
          options={wordsIn('channels', ways)}
          wrong={wrong('confirmationChannels')}
          onChange={({ currentTarget }) => setWay(currentTarget.value)}
        />
        {writes && (
          <TextField
            type="number"
            name="whatsappWaitMinutes"
            label={t('telephony.waitMinutes')}
            defaultValue={String(now.whatsappWaitMinutes)}
            min={1}
            max={1440}
            step="any"
            required
            wrong={wrong('whatsappWaitMinutes')}
          />
        )}
        <SelectField
          name="recordings"
          label={t('telephony.recordings')}
          hint={t('telephony.recordingsHint')}
          value={kept}
          options={wordsIn('recordings', recordings)}
          wrong={wrong('recordings')}
          onChange={({ currentTarget }) => setKept(currentTarget.value as TenantShown['recordings'])}
        />
        {kept === 'keep' && (
          <TextField
            type="number"
            name="recordingDays"
            label={t('telephony.recordingDays')}
            defaultValue={String(now.recordingDays)}
            min={1}
            max={365}
            required
            wrong={wrong('recordingDays')}
          />
        )}
      </div>
      <CheckField
        name="ownMessageHours"
        label={t('telephony.ownMessageHours')}
        checked={isOwn}
        onChange={({ currentTarget }) => setOwn(currentTarget.checked)}
      />
      {isOwn && (
        <WeekEditor
          name="messageWeek"
          initial={weekOf(now.messageHours ?? usualWeek)}
          wrong={(day) => wrong(`messageHours.${day}`)}
        />
      )}
    </>
  );
}

import { useState } from 'preact/hooks';
import { call } from '../../../base/api.ts';
import { calendarDay, countryName } from '../../../base/format.ts';
import { useResource } from '../../../base/resource.ts';
import type { TenantChangesBody } from '../../../base/views.ts';
import { t } from '../../../base/words.ts';
import { CheckField } from '../../../ui/controls/field.tsx';
import { Loaded } from '../../../ui/display/states.tsx';
import { linesOf, type Settings, TenantForm } from '../form/tenant-form.tsx';
import { CallTimePreview } from './call-time-preview.tsx';
import { DatesEditor } from './dates-editor.tsx';
import { hasWeek, weekIn, weekOf } from './week.ts';
import { WeekEditor, WeekShown } from './week-editor.tsx';

/** The hours as the form has them; null when all is left to the customer's country. */
function hoursIn(form: FormData): NonNullable<TenantChangesBody['callingHours']> | null {
  const holidays = linesOf(form, 'holidays');
  const workingHolidays = [
    ...linesOf(form, 'otherWorkingHolidays'),
    ...form.getAll('workingHolidays').map(String),
  ];
  const hours = {
    ...(form.has('own') && weekIn(form, 'week')),
    ...(holidays.length > 0 && { holidays }),
    ...(workingHolidays.length > 0 && { workingHolidays }),
    ...(form.has('applyInTest') && { applyInTest: true }),
  };
  return Object.keys(hours).length === 0 ? null : (hours as NonNullable<TenantChangesBody['callingHours']>);
}

/** When customers may be called: a week, and the days that differ. */
export const Hours = () => (
  <>
    <TenantForm
      title={t('setup.callingHours')}
      note={t('setup.callingHoursNote')}
      changes={(form) => ({ callingHours: hoursIn(form) })}
    >
      {(settings) => <HoursFields {...settings} />}
    </TenantForm>
    <CallTimePreview />
  </>
);

function HoursFields({ now: { callingHours, country }, wrong }: Settings) {
  const [isOwn, setOwn] = useState(hasWeek(callingHours));
  const usual = useResource(`calling hours ${country}`, (signal) =>
    call('GET /platform/v1/calling-hours', { query: { country }, signal }),
  );
  return (
    <>
      <CheckField
        name="own"
        label={t('setup.ownHours')}
        checked={isOwn}
        onChange={({ currentTarget }) => setOwn(currentTarget.checked)}
      />
      <Loaded of={usual} lines={7}>
        {({ hours, holidays }) => (
          <>
            {isOwn ? (
              <WeekEditor
                name="week"
                initial={weekOf(hasWeek(callingHours) ? callingHours : hours)}
                wrong={(day) => wrong(`callingHours.${day}`)}
              />
            ) : (
              <>
                <p class="notice info">{t('setup.defaultHours', { country: countryName(country) })}</p>
                <WeekShown week={weekOf(hours)} />
              </>
            )}
            <DatesEditor
              name="holidays"
              label={t('setup.holidays')}
              initial={callingHours?.holidays ?? []}
              wrong={wrong('callingHours.holidays')}
            />
            <LegalHolidays
              days={holidays}
              working={callingHours?.workingHolidays ?? []}
              wrong={wrong('callingHours.workingHolidays')}
            />
          </>
        )}
      </Loaded>
      <CheckField
        name="applyInTest"
        label={t('setup.applyInTest')}
        defaultChecked={callingHours?.applyInTest ?? false}
      />
    </>
  );
}

interface LegalHolidaysProps {
  days: readonly string[];
  working: readonly string[];
  wrong: string | undefined;
}

/** The holidays of the country that come, each of which may be worked on all the same. */
const LegalHolidays = ({ days, working, wrong }: LegalHolidaysProps) => (
  <fieldset class="stack">
    <legend>
      <b>{t('setup.workingHolidays')}</b>
    </legend>
    {/* Those of other countries and years stay as they are. */}
    <input
      type="hidden"
      name="otherWorkingHolidays"
      value={working.filter((day) => !days.includes(day)).join('\n')}
    />
    {days.length === 0 && <p class="soft">{t('hours.noHolidays')}</p>}
    <div class="check-grid">
      {days.map((day) => (
        <CheckField
          key={day}
          name="workingHolidays"
          value={day}
          label={calendarDay(day)}
          defaultChecked={working.includes(day)}
        />
      ))}
    </div>
    {wrong && (
      <p class="wrong small" role="alert">
        {wrong}
      </p>
    )}
  </fieldset>
);

import type { TenantChangesAsked, TenantShown } from '../../base/views.ts';
import { named, t } from '../../base/words.ts';
import { CheckField, TextArea, TextField } from '../../ui/field.tsx';
import { CallTimePreview } from './call-time-preview.tsx';
import { linesOf, type Settings, TenantForm, textIn } from './tenant-form.tsx';

const days = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

type CallingHours = NonNullable<TenantShown['callingHours']>;
type Windows = CallingHours['monday'];

/** `09:00-12:30, 14:00-19:00` */
const written = (windows: Windows): string =>
  (windows ?? []).map(({ from, to }) => `${from}-${to}`).join(', ');

function read(text: string): NonNullable<Windows> {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)
    .map((part) => {
      const [from = '', to = ''] = part.split(/\s*[-–]\s*/);
      return { from, to };
    });
}

function hoursIn(form: FormData): NonNullable<TenantChangesAsked['callingHours']> | null {
  if (!form.has('own')) return null;
  return {
    ...Object.fromEntries(days.map((day) => [day, read(textIn(form, day))])),
    holidays: linesOf(form, 'holidays'),
    workingHolidays: linesOf(form, 'workingHolidays'),
    applyInTest: form.has('applyInTest'),
  };
}

/** When customers may be called: a week, and the days that differ. */
export const Hours = () => (
  <>
    <TenantForm
      title={t('setup.callingHours')}
      note={t('setup.callingHoursNote')}
      changes={(form) => ({ callingHours: hoursIn(form) })}
    >
      {(settings) => <Week {...settings} />}
    </TenantForm>
    <CallTimePreview />
  </>
);

function Week({ now: { callingHours }, wrong }: Settings) {
  return (
    <>
      <CheckField name="own" label={t('setup.ownHours')} defaultChecked={callingHours !== null} />
      <WeekGrid hours={callingHours} />
      <div class="halves">
        {days.map((day) => (
          <TextField
            key={day}
            name={day}
            label={named('weekday', day)}
            hint={t('setup.windowsHint')}
            dir="ltr"
            defaultValue={written(callingHours?.[day])}
            wrong={wrong(`callingHours.${day}`)}
          />
        ))}
        <TextArea
          name="holidays"
          label={t('setup.holidays')}
          hint={t('setup.datesHint')}
          dir="ltr"
          defaultValue={(callingHours?.holidays ?? []).join('\n')}
          wrong={wrong('callingHours.holidays')}
        />
        <TextArea
          name="workingHolidays"
          label={t('setup.workingHolidays')}
          hint={t('setup.datesHint')}
          dir="ltr"
          defaultValue={(callingHours?.workingHolidays ?? []).join('\n')}
          wrong={wrong('callingHours.workingHolidays')}
        />
      </div>
      <CheckField
        name="applyInTest"
        label={t('setup.applyInTest')}
        defaultChecked={callingHours?.applyInTest ?? false}
      />
    </>
  );
}

const HOUR = 22;
const ROW = 20;
const LABEL = 40;

const minutesOf = (text: string): number => {
  const [hours = 0, minutes = 0] = text.split(':').map(Number);
  return hours * 60 + minutes;
};

/** The week as a picture; the fields below say the same. */
function WeekGrid({ hours }: { hours: CallingHours | null }) {
  if (hours === null) return <p class="notice info">{t('setup.defaultHours')}</p>;
  const width = LABEL + 24 * HOUR;
  const height = ROW * 8;
  return (
    <svg class="week" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={t('setup.weekGrid')}>
      <title>{t('setup.weekGrid')}</title>
      {[0, 6, 12, 18, 24].map((hour) => (
        <text key={hour} x={LABEL + hour * HOUR} y={ROW - 7} text-anchor={hour === 24 ? 'end' : 'middle'}>
          {hour}
        </text>
      ))}
      {days.map((day, row) => (
        <g key={day}>
          <text x="0" y={ROW * (row + 2) - 6}>
            {named('weekday', day).slice(0, 3)}
          </text>
          <rect class="night" x={LABEL} y={ROW * (row + 1) + 2} width={24 * HOUR} height={ROW - 4} rx="3" />
          {(hours[day] ?? []).map(({ from, to }) => (
            <rect
              key={from}
              class="day"
              x={LABEL + (minutesOf(from) / 60) * HOUR}
              y={ROW * (row + 1) + 2}
              width={((minutesOf(to) - minutesOf(from)) / 60) * HOUR}
              height={ROW - 4}
              rx="3"
            />
          ))}
        </g>
      ))}
    </svg>
  );
}

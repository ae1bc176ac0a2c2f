import { useState } from 'preact/hooks';
import { named, t } from '../../../base/words.ts';
import { Button } from '../../../ui/controls/button.tsx';
import { TextField } from '../../../ui/controls/field.tsx';
import { Icon } from '../../../ui/controls/icons.tsx';
import { type Day, type DayWindow, days, minutesOf, type Week } from './week.ts';

interface WeekEditorProps {
  /** Of the field that holds the week for the form that it is in. */
  name: string;
  initial: Week;
  wrong(day: Day): string | undefined;
}

const usual: DayWindow = { from: '09:00', to: '18:00' };

/** The next window after the last one of a day, with a gap. */
function after(windows: readonly DayWindow[]): DayWindow {
  const last = windows.at(-1)?.to ?? '';
  const hour = Math.floor((minutesOf(last) ?? 8 * 60) / 60) + 1;
  if (windows.length === 0) return usual;
  return hour > 22 ? { from: '', to: '' } : { from: `${String(hour).padStart(2, '0')}:00`, to: '' };
}

/** A week as a grid: each day with its hours, drawn and as times that can be changed. */
export function WeekEditor({ name, initial, wrong }: WeekEditorProps) {
  const [week, setWeek] = useState(initial);
  const put = (day: Day, windows: readonly DayWindow[]) => setWeek({ ...week, [day]: windows });
  return (
    <div class="week">
      <input type="hidden" name={name} value={JSON.stringify(week)} />
      {days.map((day) => (
        <DayRow key={day} day={day} windows={week[day]} wrong={wrong(day)} onChange={(to) => put(day, to)} />
      ))}
    </div>
  );
}

function endsFirst({ from, to }: DayWindow): boolean {
  const [start, end] = [minutesOf(from), minutesOf(to)];
  return start !== undefined && end !== undefined && end <= start;
}

interface DayRowProps {
  day: Day;
  windows: readonly DayWindow[];
  wrong: string | undefined;
  onChange: (windows: readonly DayWindow[]) => void;
}

function DayRow({ day, windows, wrong, onChange }: DayRowProps) {
  const dayName = named('weekday', day);
  const put = (at: number, changed: Partial<DayWindow>) =>
    onChange(windows.map((window, n) => (n === at ? { ...window, ...changed } : window)));
  return (
    // The button that removes the last hours goes away with them, and leaves the focus here.
    <fieldset class="week-day" tabIndex={-1}>
      <legend class="visually-hidden">{dayName}</legend>
      <b aria-hidden="true">{dayName}</b>
      <DayBar windows={windows} />
      <div class="week-windows">
        {windows.length === 0 && <span class="soft">{t('hours.none')}</span>}
        {windows.map(({ from, to }, at) => (
          <span key={at} class="week-window">
            <TextField
              type="time"
              label={t('hours.fromOf', { day: dayName })}
              isLabelHidden
              value={from}
              required
              onChange={({ currentTarget }) => put(at, { from: currentTarget.value })}
            />
            <span aria-hidden="true">–</span>
            <TextField
              type="time"
              label={t('hours.toOf', { day: dayName })}
              isLabelHidden
              // A clock has no 24:00, which is where a day ends.
              value={to === '24:00' ? '00:00' : to}
              required
              wrong={endsFirst({ from, to }) ? t('hours.endsFirst') : undefined}
              onChange={({ currentTarget }) =>
                put(at, { to: currentTarget.value === '00:00' ? '24:00' : currentTarget.value })
              }
            />
            <Button
              small
              kind="plain"
              aria-label={t('hours.removeOf', { day: dayName, at: `${from}–${to}` })}
              onClick={() => onChange(windows.filter((_, n) => n !== at))}
            >
              <Icon name="close" />
            </Button>
          </span>
        ))}
        <Button
          small
          aria-label={t('hours.addOf', { day: dayName })}
          onClick={() => onChange([...windows, after(windows)])}
        >
          <span aria-hidden="true">+</span> {t('hours.add')}
        </Button>
      </div>
      {wrong && (
        <p class="wrong small" role="alert">
          {wrong}
        </p>
      )}
    </fieldset>
  );
}

const DAY = 1440;

/** A day from midnight to midnight, with its hours in colour. The times beside it say the same. */
export const DayBar = ({ windows }: { windows: readonly DayWindow[] }) => (
  <svg class="day-bar" viewBox={`0 0 ${DAY} 60`} preserveAspectRatio="none" aria-hidden="true">
    {windows.map(({ from, to }) => {
      const start = minutesOf(from);
      const end = minutesOf(to);
      return start === undefined || end === undefined || end <= start ? null : (
        <rect key={`${from} ${to}`} x={start} y="0" width={end - start} height="60" />
      );
    })}
    {[360, 720, 1080].map((at) => (
      <line key={at} x1={at} x2={at} y1="0" y2="60" />
    ))}
  </svg>
);

/** A week, read only. */
export const WeekShown = ({ week }: { week: Week }) => (
  <ul class="week">
    {days.map((day) => (
      <li key={day} class="week-day">
        <b>{named('weekday', day)}</b>
        <DayBar windows={week[day]} />
        <span class="number soft" dir="ltr">
          {week[day].map(({ from, to }) => `${from}–${to}`).join(', ') || t('hours.none')}
        </span>
      </li>
    ))}
  </ul>
);

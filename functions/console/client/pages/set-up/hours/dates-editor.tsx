import { useState } from 'preact/hooks';
import { calendarDay } from '../../../base/format.ts';
import { t } from '../../../base/words.ts';
import { Button } from '../../../ui/controls/button.tsx';
import { TextField } from '../../../ui/controls/field.tsx';
import { Icon } from '../../../ui/controls/icons.tsx';

interface DatesEditorProps {
  /** Of the field that holds the days for the form that it is in. */
  name: string;
  label: string;
  initial: readonly string[];
  wrong: string | undefined;
}

/** Days, one by one. */
export function DatesEditor({ name, label, initial, wrong }: DatesEditorProps) {
  const [dates, setDates] = useState(initial);
  const [typed, setTyped] = useState('');
  const add = () => {
    if (typed === '') return;
    setDates([...new Set([...dates, typed])].sort());
    setTyped('');
  };
  return (
    <div class="stack">
      <input type="hidden" name={name} value={dates.join('\n')} />
      <div class="row ends">
        <TextField
          type="date"
          label={label}
          value={typed}
          wrong={wrong}
          onChange={({ currentTarget }) => setTyped(currentTarget.value)}
        />
        <Button aria-label={`${t('action.add')}: ${label}`} onClick={add}>
          {t('action.add')}
        </Button>
      </div>
      {dates.length > 0 && (
        <ul class="row" aria-label={label}>
          {dates.map((date) => (
            <li key={date} class="badge">
              {calendarDay(date)}
              <Button
                small
                kind="plain"
                aria-label={t('setup.removeOf', { what: calendarDay(date) })}
                onClick={() => setDates(dates.filter((one) => one !== date))}
              >
                <Icon name="close" />
              </Button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

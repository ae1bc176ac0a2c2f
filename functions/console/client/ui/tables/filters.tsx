import { useEffect, useRef, useState } from 'preact/hooks';
import type { LiveAnswer } from '../../base/resource.ts';
import { query, setQuery } from '../../base/router.ts';
import { t, tn } from '../../base/words.ts';
import { Button } from '../controls/button.tsx';
import { SelectField, TextField } from '../controls/field.tsx';

/** A filter of a list: its name in the address and what may be chosen. */
export interface ListFilter {
  name: string;
  label: string;
  /** The choices; without any it is a text field, or a day. */
  options?: readonly (readonly [string, string])[];
  isDay?: boolean;
}

const TYPING_MS = 300;

/** Pixels, as in the style sheet. */
const NARROW = 860;

interface FiltersProps {
  of: readonly ListFilter[];
  /** How many rows the list shows; undefined until it answers the current filter. */
  found: number | undefined;
}

/** How many rows are shown. A list whose answer is of an older filter shows none yet. */
export const shownRows = <T,>({ data, isOld }: LiveAnswer<T>, rows: (data: T) => readonly unknown[]) =>
  data === undefined || isOld ? undefined : rows(data).length;

/** Whether any of a list's filters is set. */
export const isFiltered = (filters: readonly ListFilter[]): boolean =>
  filters.some(({ name }) => query.value.has(name));

/** The filters of a list. They are part of the address, so that they can be linked, saved and returned to. */
export function Filters({ of, found }: FiltersProps) {
  const chosen = of.filter(({ name }) => query.value.has(name));
  const clear = Object.fromEntries(of.map(({ name }) => [name, undefined]));
  return (
    // The button that clears them goes away with them, and leaves the focus here.
    <form
      class="stack"
      aria-label={t('list.filters')}
      tabIndex={-1}
      onSubmit={(event) => event.preventDefault()}
    >
      {/* Where there is room they stand open, and nothing closes them. */}
      <details class="filter-box" open={innerWidth > NARROW || chosen.length > 0}>
        <summary>{t('list.filters')}</summary>
        <div class="filters">
          {of.map((filter) => (
            <Control key={filter.name} filter={filter} />
          ))}
        </div>
      </details>
      {/* Who hears the page hears that it changed. */}
      <p class="visually-hidden" role="status">
        {found === 0 && t('list.nothing')}
        {found !== undefined && found > 0 && tn('list.shown', found)}
      </p>
      {chosen.length > 0 && (
        <div>
          <Button small onClick={() => setQuery({ ...clear, cursor: undefined })}>
            {t('action.clear')}
          </Button>
        </div>
      )}
    </form>
  );
}

function Control({ filter: { name, label, options, isDay } }: { filter: ListFilter }) {
  const value = query.value.get(name) ?? '';
  // A choice is a step that Back undoes, and so is the first of what is typed; the rest of the typing belongs to it.
  const set = (to: string) =>
    setQuery({ [name]: to, cursor: undefined }, !options && value !== '' && to !== '');
  if (options)
    return (
      <SelectField
        label={label}
        value={value}
        options={[['', t('list.any')], ...options]}
        onChange={({ currentTarget }) => set(currentTarget.value)}
      />
    );
  if (isDay)
    return (
      <TextField
        type="date"
        label={label}
        value={value}
        onChange={({ currentTarget }) => set(currentTarget.value)}
      />
    );
  return <TypedControl label={label} value={value} onType={set} />;
}

/** Waits until typing stops, so that not every letter makes a request. */
function TypedControl({
  label,
  value,
  onType,
}: {
  label: string;
  value: string;
  onType: (to: string) => void;
}) {
  const [typed, setTyped] = useState(value);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => setTyped(value), [value]);
  useEffect(() => () => clearTimeout(timer.current), []);
  return (
    <TextField
      type="search"
      label={label}
      value={typed}
      onInput={({ currentTarget }) => {
        const to = currentTarget.value;
        setTyped(to);
        clearTimeout(timer.current);
        timer.current = setTimeout(() => onType(to.trim()), TYPING_MS);
      }}
    />
  );
}

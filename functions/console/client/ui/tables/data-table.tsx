import type { ComponentChildren } from 'preact';
import { useContext, useEffect, useRef } from 'preact/hooks';
import { mode } from '../../base/api.ts';
import { query } from '../../base/router.ts';
import { t } from '../../base/words.ts';
import { Icon } from '../controls/icons.tsx';
import { StaleContext } from '../display/states.tsx';

export interface Column<Row> {
  id: string;
  title: string;
  cell(row: Row): ComponentChildren;
  kind?: 'number' | 'tight';
  /** The API's name for sorting by this column; absent where it cannot be sorted. */
  sort?: string;
}

/** Which rows are picked for a common action. */
export interface RowSelection<Row> {
  isPicked(row: Row): boolean;
  /** The name of a row: `order #1001`. */
  nameOf(row: Row): string;
  onPick(row: Row, picked: boolean): void;
  onPickPage(picked: boolean): void;
}

export interface Sorting {
  /** The name of the column that it is sorted by, `-` before it for the newest or largest first. */
  by: string;
  onSort(by: string): void;
}

interface DataTableProps<Row> {
  /** Its content. */
  caption: string;
  rows: readonly Row[];
  columns: readonly Column<Row>[];
  keyOf(row: Row): string;
  picking?: RowSelection<Row> | undefined;
  sorting?: Sorting | undefined;
}

/** A table; the first column names each row. Rows that arrive while it is shown are marked as new. */
export function DataTable<Row>({ caption, rows, columns, keyOf, picking, sorting }: DataTableProps<Row>) {
  const arrived = useArrivals(rows.map(keyOf));
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset groups controls; this is what a keyboard scrolls
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what is wider than the screen must be reached without a mouse
    <div class="table-box" role="group" aria-label={caption} tabIndex={0}>
      <table>
        <caption>{caption}</caption>
        <thead>
          <tr>
            {picking && (
              <th scope="col" class="pick">
                <PickPage rows={rows} picking={picking} />
              </th>
            )}
            {columns.map((column) => (
              <Head key={column.id} column={column} sorting={sorting} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const key = keyOf(row);
            const isPicked = picking?.isPicked(row);
            const classes = [isPicked && 'picked', arrived.has(key) && 'new'].filter(Boolean).join(' ');
            return (
              <tr key={key} class={classes || undefined}>
                {picking && (
                  <td class="pick">
                    <input
                      type="checkbox"
                      checked={isPicked === true}
                      aria-label={t('list.pick', { what: picking.nameOf(row) })}
                      onChange={({ currentTarget }) => picking.onPick(row, currentTarget.checked)}
                    />
                  </td>
                )}
                {columns.map(({ id, cell, kind }, at) =>
                  at === 0 ? (
                    <th key={id} scope="row" class={kind}>
                      {cell(row)}
                    </th>
                  ) : (
                    <td key={id} class={kind}>
                      {cell(row)}
                    </td>
                  ),
                )}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function PickPage<Row>({ rows, picking }: { rows: readonly Row[]; picking: RowSelection<Row> }) {
  const picked = rows.filter((row) => picking.isPicked(row)).length;
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (box.current) box.current.indeterminate = picked > 0 && picked < rows.length;
  }, [picked, rows.length]);
  return (
    <input
      ref={box}
      type="checkbox"
      checked={rows.length > 0 && picked === rows.length}
      aria-label={t('list.pickPage')}
      onChange={({ currentTarget }) => picking.onPickPage(currentTarget.checked)}
    />
  );
}

interface HeadProps<Row> {
  column: Column<Row>;
  sorting: Sorting | undefined;
}

function Head<Row>({ column: { title, kind, sort }, sorting }: HeadProps<Row>) {
  if (sort === undefined || sorting === undefined)
    return (
      <th scope="col" class={kind}>
        {title}
      </th>
    );
  const isDown = sorting.by === `-${sort}`;
  const isUp = sorting.by === sort;
  return (
    <th scope="col" class={kind} aria-sort={isDown ? 'descending' : isUp ? 'ascending' : 'none'}>
      <button type="button" class="sort" onClick={() => sorting.onSort(isDown ? sort : `-${sort}`)}>
        {title}
        <Icon name={isDown ? 'down' : isUp ? 'up' : 'both'} />
      </button>
    </th>
  );
}

/**
 * The keys that were not there when the list was first filled; with another filter, order, page or mode it is another list.
 * They stay so, or the next render would end their animation.
 */
function useArrivals(keys: readonly string[]): ReadonlySet<string> {
  const isOld = useContext(StaleContext);
  const first = useRef<{ list: string; keys: ReadonlySet<string> } | undefined>(undefined);
  const list = `${mode.value} ${query.value}`;
  const before = first.current?.list === list ? first.current.keys : undefined;
  useEffect(() => {
    // The rows of the list before stay until those of this one are there.
    if (!isOld && before === undefined) first.current = { list, keys: new Set(keys) };
  });
  return new Set(before && !isOld ? keys.filter((key) => !before.has(key)) : []);
}

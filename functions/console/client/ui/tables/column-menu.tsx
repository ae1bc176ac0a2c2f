import { storedChoice } from '../../base/stored-choice.ts';
import { t } from '../../base/words.ts';
import { CheckField } from '../controls/field.tsx';
import { Menu } from '../overlays/menu.tsx';

const chosen = storedChoice<Readonly<Record<string, readonly string[]>>>('recado-columns', {});

/** The columns that the reader chose for a list. @param usual the default columns */
export const chosenColumns = <Shown extends { id: string }>(
  list: string,
  all: readonly Shown[],
  usual: readonly string[],
): Shown[] => {
  const wanted = chosen.value[list] ?? usual;
  return all.filter(({ id }, at) => at === 0 || wanted.includes(id));
};

interface ColumnMenuProps {
  list: string;
  all: readonly { id: string; title: string }[];
  usual: readonly string[];
}

/** Chooses which columns a list shows; kept in the browser. */
export function ColumnMenu({ list, all, usual }: ColumnMenuProps) {
  const wanted = chosen.value[list] ?? usual;
  const choose = (id: string, isWanted: boolean) => {
    const now = isWanted ? [...wanted, id] : wanted.filter((one) => one !== id);
    chosen.set({ ...chosen.value, [list]: now });
  };
  return (
    <Menu label={t('list.columns')}>
      {all.slice(1).map(({ id, title }) => (
        <CheckField
          key={id}
          label={title}
          checked={wanted.includes(id)}
          onChange={({ currentTarget }) => choose(id, currentTarget.checked)}
        />
      ))}
    </Menu>
  );
}

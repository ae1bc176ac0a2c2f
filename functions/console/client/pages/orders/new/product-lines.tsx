import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { money } from '../../../base/format.ts';
import { t } from '../../../base/words.ts';
import { Button } from '../../../ui/controls/button.tsx';
import { TextField } from '../../../ui/controls/field.tsx';
import { Icon } from '../../../ui/controls/icons.tsx';
import { Card } from '../../../ui/display/card.tsx';
import { blankLine, type ProductLine, sumOfProducts } from './order-draft.ts';

interface ProductLinesProps {
  lines: readonly ProductLine[];
  currency: string;
  onChange: (lines: readonly ProductLine[]) => void;
  /** What is wrong with a field of a line. */
  wrong: (id: number, field: 'name' | 'quantity' | 'price') => string | undefined;
}

/** The products, one in a row. Enter goes on to the next one, so that it does not send the order too early. */
export function ProductLines({ lines, currency, onChange, wrong }: ProductLinesProps) {
  const box = useRef<HTMLDivElement>(null);
  // The line whose name is to have the focus once it is there.
  const [going, setGoing] = useState<number>();
  useLayoutEffect(() => {
    if (going === undefined) return;
    box.current?.querySelectorAll<HTMLInputElement>('.product')[going]?.querySelector('input')?.focus();
    setGoing(undefined);
  }, [going]);
  const change = (id: number, changes: Partial<ProductLine>) =>
    onChange(lines.map((line) => (line.id === id ? { ...line, ...changes } : line)));
  const add = () => {
    onChange([...lines, blankLine()]);
    setGoing(lines.length);
  };
  return (
    <Card title={t('newOrder.products')}>
      <div class="products" ref={box}>
        {lines.map((line, at) => (
          <fieldset
            key={line.id}
            class="product"
            onKeyDown={(event) => {
              if (event.key !== 'Enter' || !(event.target instanceof HTMLInputElement)) return;
              event.preventDefault();
              if (at === lines.length - 1) add();
              else setGoing(at + 1);
            }}
          >
            <legend class="visually-hidden">{t('newOrder.product', { number: at + 1 })}</legend>
            <TextField
              label={t('field.item')}
              value={line.name}
              required
              maxLength={300}
              autocomplete="off"
              wrong={wrong(line.id, 'name')}
              onInput={({ currentTarget }) => change(line.id, { name: currentTarget.value })}
            />
            <TextField
              label={t('field.quantity')}
              value={line.quantity}
              inputMode="decimal"
              dir="ltr"
              required
              maxLength={12}
              autocomplete="off"
              wrong={wrong(line.id, 'quantity')}
              onInput={({ currentTarget }) => change(line.id, { quantity: currentTarget.value })}
            />
            <TextField
              label={t('field.price')}
              value={line.price}
              inputMode="decimal"
              dir="ltr"
              required
              maxLength={40}
              autocomplete="off"
              wrong={wrong(line.id, 'price')}
              onInput={({ currentTarget }) => change(line.id, { price: currentTarget.value })}
            />
            <div class="field sum">
              <span class="label">{t('newOrder.sum')}</span>
              <span class="number">{money(sumOfProducts([line], currency), currency)}</span>
            </div>
            <Button
              kind="plain"
              class="icon"
              aria-label={t('newOrder.removeProduct', { number: at + 1 })}
              unavailable={lines.length === 1 ? t('newOrder.lastProduct') : undefined}
              onClick={() => {
                onChange(lines.filter(({ id }) => id !== line.id));
                setGoing(Math.min(at, lines.length - 2));
              }}
            >
              <Icon name="close" />
            </Button>
          </fieldset>
        ))}
      </div>
      <div>
        <Button onClick={add}>{t('newOrder.addProduct')}</Button>
      </div>
    </Card>
  );
}

import { readAmount, readQuantity, sumOfLines } from '../../../base/amounts.ts';
import { draftsOf } from '../../../base/drafts.ts';
import { readLocation } from '../../../base/location.ts';
import type { NewOrderBody } from '../../../base/views.ts';

/** A product as it is typed. */
export interface ProductLine {
  /** Tells lines apart. */
  id: number;
  name: string;
  quantity: string;
  price: string;
}

/** An order as it is typed. */
export interface OrderDraft {
  name: string;
  phone: string;
  email: string;
  address1: string;
  address2: string;
  city: string;
  province: string;
  zip: string;
  location: string;
  lines: readonly ProductLine[];
  /** Empty where it is the sum of the products. */
  total: string;
  isPaid: boolean;
  externalId: string;
  notes: string;
  isCalled: boolean;
}

/** The fields that are texts of their own. */
export type DraftText = {
  [Name in keyof OrderDraft]: OrderDraft[Name] extends string ? Name : never;
}[keyof OrderDraft];

let lastLine = 0;

export const blankLine = (): ProductLine => ({ id: ++lastLine, name: '', quantity: '1', price: '' });

const isBlankLine = ({ name, price }: ProductLine): boolean => name.trim() === '' && price.trim() === '';

const blankOrder: OrderDraft = {
  ...{ name: '', phone: '', email: '' },
  ...{ address1: '', address2: '', city: '', province: '', zip: '', location: '' },
  lines: [blankLine()],
  ...{ total: '', isPaid: false, externalId: '', notes: '', isCalled: true },
};

const isBlank = ({ lines, ...rest }: OrderDraft): boolean =>
  lines.every(isBlankLine) && Object.values(rest).every((value) => typeof value !== 'string' || value === '');

export const orderDrafts = draftsOf<OrderDraft>(() => blankOrder, isBlank);

/** The lines that something was typed into; one at least. */
export function filledLines(lines: readonly ProductLine[]): readonly ProductLine[] {
  const filled = lines.filter((line) => !isBlankLine(line));
  return filled.length > 0 ? filled : lines.slice(0, 1);
}

/** What is no number is none at all, of which the API says so. */
const quantityOf = ({ quantity }: ProductLine): number => readQuantity(quantity) ?? 0;

/** What a line, or all of them, come to. */
export const sumOfProducts = (lines: readonly ProductLine[], currency: string): number =>
  sumOfLines(lines.map((line) => ({ price: readAmount(line.price, currency), quantity: quantityOf(line) })));

/** An amount as a number where it is one, else as it was typed: the API says what is wrong with it. */
const sent = (typed: string, currency: string): number | string => readAmount(typed, currency) ?? typed;

/** The request of a draft. Lines without anything in them are left out. */
export function orderRequestOf(draft: OrderDraft, currency: string, mayCall: boolean): NewOrderBody {
  const { name, phone, email, address1, address2, city, province, zip } = draft;
  const { lines, total, isPaid, externalId, notes, isCalled } = draft;
  const location = readLocation(draft.location);
  const hasAddress = [address1, address2, city, province, zip].some((part) => part.trim() !== '');
  return {
    customer: { name, phone, email },
    ...(hasAddress && { address: { address1, address2, city, province, zip } }),
    ...(location && { location }),
    items: filledLines(lines).map((line) => ({
      name: line.name,
      quantity: quantityOf(line),
      price: sent(line.price, currency),
    })),
    ...(total.trim() !== '' && { total: sent(total, currency) }),
    ...(isPaid && { payment: { method: 'prepaid', status: 'paid' } }),
    externalId,
    source: 'console',
    notes,
    call: mayCall && isCalled,
  };
}

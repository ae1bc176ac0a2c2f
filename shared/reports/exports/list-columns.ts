import { wholeAddress } from '../../orders/order/address.ts';
import type { Order } from '../../orders/order/order.ts';
import { localDayAndTime } from '../../time/calendar.ts';
import { amountCell, type CsvColumn, csvIn, phoneCell, textCell } from './csv.ts';

const columns: readonly CsvColumn<Order>[] = [
  { header: 'id', cell: ({ id }) => id },
  { header: 'number', cell: ({ number }) => textCell(number) },
  { header: 'reference', cell: ({ reference }) => textCell(reference) },
  { header: 'source', cell: ({ source }) => textCell(source) },
  { header: 'external_id', cell: ({ externalId }) => textCell(externalId ?? '') },
  { header: 'customer', cell: ({ customer }) => textCell(customer.name) },
  { header: 'phone', cell: ({ customer }) => phoneCell(customer.phone) },
  { header: 'city', cell: ({ address, customer }) => textCell(address?.city ?? customer.city ?? '') },
  { header: 'products', cell: ({ products }) => textCell(products) },
  { header: 'total', cell: ({ total }) => amountCell(total) },
  { header: 'currency', cell: ({ currency }) => textCell(currency) },
  { header: 'status', cell: ({ status }) => status },
  { header: 'outcome', cell: ({ confirmation }) => confirmation.outcome },
  { header: 'attempts', cell: ({ confirmation }) => String(confirmation.attempts) },
  { header: 'logistics', cell: ({ logistics }) => logistics.status },
  { header: 'tracking_number', cell: ({ logistics }) => textCell(logistics.trackingNumber ?? '') },
  { header: 'payment', cell: ({ payment }) => payment.status },
  { header: 'due', cell: ({ payment }) => amountCell(payment.due) },
  { header: 'collected', cell: ({ payment }) => amountCell(payment.collected) },
  { header: 'created_at', cell: ({ createdAt }) => createdAt },
  { header: 'updated_at', cell: ({ updatedAt }) => updatedAt },
];

/** Added since 0.2.0, behind those that programs know by their place. */
const laterColumns = (timeZone: string): readonly CsvColumn<Order>[] => [
  { header: 'email', cell: ({ customer }) => textCell(customer.email ?? '') },
  { header: 'address', cell: ({ address }) => textCell(address ? wholeAddress(address) : '') },
  { header: 'notes', cell: ({ notes }) => textCell(notes ?? '') },
  { header: 'created_local', cell: ({ createdAt }) => localDayAndTime(new Date(createdAt), timeZone) },
  { header: 'updated_local', cell: ({ updatedAt }) => localDayAndTime(new Date(updatedAt), timeZone) },
];

/**
 * Orders of a list as CSV, with the fields of its columns. Amounts are plain numbers, so that they can be added up; the last
 * two times are on the shop's clock, as its people and spreadsheets read them.
 * @param timeZone IANA name
 */
export const csvOfList = (orders: AsyncIterable<Order>, timeZone: string): AsyncIterable<string> =>
  csvIn([...columns, ...laterColumns(timeZone)], orders);

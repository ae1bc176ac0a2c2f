import type { SimulatedCustomer } from '../../../shared/calls/rounds/simulate-order.ts';

/** The scenario of an order of the sample day. */
export type Scenario =
  | 'new'
  | 'called'
  | 'could_not_be_booked'
  | 'booked'
  | 'picked_up'
  | 'at_the_door'
  | 'delivered'
  | 'paid_before'
  | 'returning'
  | 'returned'
  | 'noted'
  | 'refunded';

/** One order of the sample day. */
export interface PlannedOrder {
  /** Its place in the day, 0 for its beginning to 1 for its end. */
  at: number;
  customer: SimulatedCustomer;
  scenario: Scenario;
  name: string;
  city: string;
  address: string;
  lat: number;
  lng: number;
  product: string;
  quantity: number;
  /** In pesos. */
  price: number;
}

interface Kind {
  times: number;
  scenario: Scenario;
  customer: SimulatedCustomer;
  /** Between which parts of the day they come in. */
  from: number;
  until: number;
}

const kind = (
  times: number,
  scenario: Scenario,
  customer: SimulatedCustomer,
  from: number,
  until: number,
): Kind => ({
  times,
  scenario,
  customer,
  from,
  until,
});

/** Sixty orders, in every state: what takes long began early. */
const kinds: readonly Kind[] = [
  kind(10, 'delivered', '4567', 0, 0.55),
  kind(3, 'returned', '4567', 0, 0.4),
  kind(2, 'returning', '4567', 0.2, 0.6),
  kind(4, 'called', '0002', 0, 0.5),
  kind(2, 'called', '0006', 0.1, 0.5),
  kind(3, 'at_the_door', '0004', 0.3, 0.6),
  kind(4, 'picked_up', '4567', 0.5, 0.75),
  kind(5, 'booked', '4567', 0.6, 0.85),
  kind(2, 'could_not_be_booked', '4567', 0.4, 0.8),
  kind(2, 'paid_before', '4567', 0.2, 0.6),
  kind(1, 'refunded', '4567', 0.1, 0.3),
  kind(6, 'called', '0001', 0.1, 0.95),
  kind(4, 'called', '0003', 0.3, 0.95),
  kind(2, 'noted', '0003', 0.4, 0.8),
  kind(1, 'called', '0007', 0.6, 0.9),
  kind(3, 'called', '4567', 0.8, 0.97),
  // Called once, and again in a while.
  kind(2, 'called', '0002', 0.985, 0.998),
  kind(4, 'new', '4567', 0.9, 0.99),
];

const names = [
  'María Fernanda Rojas',
  'Juan Pablo Martínez',
  'Luz Dary Cárdenas',
  'Andrés Felipe Gómez',
  'Diana Carolina Peña',
  'Óscar Iván Salazar',
  'Sandra Milena Torres',
  'Camilo Ardila',
  'Paola Andrea Niño',
  'Jorge Eliécer Muñoz',
  'Valentina Quintero',
  'Wilson Castañeda',
  'Ángela Patricia Vélez',
] as const;

const products: readonly (readonly [name: string, price: number])[] = [
  ['Audífonos inalámbricos', 129_900],
  ['Licuadora 600 W', 189_000],
  ['Tenis urbanos', 159_900],
  ['Crema hidratante', 48_500],
  ['Cobija térmica', 79_900],
  ['Lámpara de escritorio', 65_000],
  ['Set de ollas', 249_900],
];

const streets: readonly (readonly [address: string, lat: number, lng: number])[] = [
  ['Calle 72 #10-34', 4.657, -74.061],
  ['Carrera 15 #93-60', 4.677, -74.049],
  ['Calle 26 #69-76', 4.66, -74.108],
  ['Carrera 7 #32-16', 4.619, -74.067],
  ['Calle 127 #19-45', 4.704, -74.05],
  ['Avenida 68 #13-51', 4.643, -74.113],
  ['Calle 45 #23-12, Apto 301', 4.634, -74.075],
];

/** Where no region delivers. */
const BARRANQUILLA = { address: 'Carrera 53 #75-129', lat: 10.998, lng: -74.81 };

/** The sample day: the same every time. */
export function planDay(): PlannedOrder[] {
  return kinds
    .flatMap(({ times, from, until, ...rest }) =>
      Array.from({ length: times }, (_, n) => ({ ...rest, at: from + ((n + 0.5) / times) * (until - from) })),
    )
    .map((planned, index) => {
      const [product, price] = at(products, index * 3);
      const [address, lat, lng] = at(streets, index * 5);
      const isFar = planned.scenario === 'could_not_be_booked';
      const place = isFar ? { city: 'Barranquilla', ...BARRANQUILLA } : { city: 'Bogotá', address, lat, lng };
      return {
        ...planned,
        ...place,
        name: at(names, index * 7),
        product,
        price,
        quantity: 1 + (index % 4 === 0 ? 1 : 0),
      };
    });
}

function at<T>(list: readonly T[], index: number): T {
  const found = list[index % list.length];
  if (found === undefined) throw new Error('The list is empty');
  return found;
}

import type { DeliveryStatus } from '../../shared/events/delivery-words.ts';
import { readLanguageTag } from '../../shared/time/places.ts';

/** The texts of a tracking page in one language. */
export interface TrackingWords {
  title: string;
  statuses: Readonly<Record<DeliveryStatus, string>>;
  /** The stations of a delivery that goes well. */
  stations: readonly [booked: string, pickedUp: string, arriving: string, delivered: string];
  scheduled: string;
  /** Before the amount. */
  cash: string;
  /** Before the shop's own number of it. */
  order: string;
  /** Before how to reach the shop. */
  contact: string;
  /** Of the link that loads the page again. */
  reload: string;
  history: string;
  test: string;
  /** Of a link that leads nowhere. */
  unknown: string;
  unknownHint: string;
}

const en: TrackingWords = {
  title: 'Delivery',
  statuses: {
    new: 'Booked',
    accepted: 'An agent is on the way to the pickup',
    at_pickup: 'The agent is at the pickup',
    picked_up: 'Picked up, on the way',
    in_warehouse: 'At the warehouse',
    left_warehouse: 'On the way again from the warehouse',
    at_door: 'The agent is at the door',
    delivered: 'Delivered',
    returning: 'On the way back to the sender',
    returned: 'Returned to the sender',
    cancelled: 'Cancelled',
  },
  stations: ['Booked', 'Picked up', 'At the door', 'Delivered'],
  scheduled: 'Pickup from',
  cash: 'Please have ready in cash:',
  order: 'Order',
  contact: 'Questions? Reach the shop:',
  reload: 'See the latest',
  history: 'History',
  test: 'Test delivery: nothing is really on its way',
  unknown: 'There is no such delivery',
  unknownHint: 'Please check the link, or ask the shop that sent it.',
};

const es: TrackingWords = {
  title: 'Envío',
  statuses: {
    new: 'Envío programado',
    accepted: 'El mensajero va a recoger el paquete',
    at_pickup: 'El mensajero llegó a recoger el paquete',
    picked_up: 'Recogido, en camino',
    in_warehouse: 'En la bodega',
    left_warehouse: 'Salió de la bodega, en camino',
    at_door: 'El mensajero está en la puerta',
    delivered: 'Entregado',
    returning: 'En devolución al remitente',
    returned: 'Devuelto al remitente',
    cancelled: 'Cancelado',
  },
  stations: ['Programado', 'Recogido', 'En la puerta', 'Entregado'],
  scheduled: 'Recogida desde',
  cash: 'Tenga listo en efectivo:',
  order: 'Pedido',
  contact: '¿Preguntas? Contacte a la tienda:',
  reload: 'Ver lo último',
  history: 'Historial',
  test: 'Envío de prueba: nada está realmente en camino',
  unknown: 'No existe este envío',
  unknownHint: 'Revise el enlace o pregunte a la tienda que lo envió.',
};

const pt: TrackingWords = {
  title: 'Entrega',
  statuses: {
    new: 'Entrega agendada',
    accepted: 'O entregador está a caminho da coleta',
    at_pickup: 'O entregador chegou à coleta',
    picked_up: 'Coletado, a caminho',
    in_warehouse: 'No depósito',
    left_warehouse: 'Saiu do depósito, a caminho',
    at_door: 'O entregador está na porta',
    delivered: 'Entregue',
    returning: 'Em devolução ao remetente',
    returned: 'Devolvido ao remetente',
    cancelled: 'Cancelado',
  },
  stations: ['Agendado', 'Coletado', 'Na porta', 'Entregue'],
  scheduled: 'Coleta a partir de',
  cash: 'Tenha em dinheiro:',
  order: 'Pedido',
  contact: 'Dúvidas? Fale com a loja:',
  reload: 'Ver o mais recente',
  history: 'Histórico',
  test: 'Entrega de teste: nada está realmente a caminho',
  unknown: 'Esta entrega não existe',
  unknownHint: 'Confira o link ou pergunte à loja que o enviou.',
};

const hi: TrackingWords = {
  title: 'डिलीवरी',
  statuses: {
    new: 'बुक हो गई',
    accepted: 'एजेंट पार्सल लेने जा रहा है',
    at_pickup: 'एजेंट पार्सल लेने पहुँच गया है',
    picked_up: 'पार्सल ले लिया गया, रास्ते में है',
    in_warehouse: 'गोदाम में है',
    left_warehouse: 'गोदाम से निकला, रास्ते में है',
    at_door: 'एजेंट दरवाज़े पर है',
    delivered: 'पहुँचा दिया गया',
    returning: 'भेजने वाले के पास लौट रहा है',
    returned: 'भेजने वाले को लौटा दिया गया',
    cancelled: 'रद्द',
  },
  stations: ['बुक', 'ले लिया गया', 'दरवाज़े पर', 'पहुँच गया'],
  scheduled: 'पिकअप का समय:',
  cash: 'कृपया नकद तैयार रखें:',
  order: 'ऑर्डर',
  contact: 'कोई सवाल? दुकान से संपर्क करें:',
  reload: 'ताज़ा स्थिति देखें',
  history: 'इतिहास',
  test: 'परीक्षण डिलीवरी: वास्तव में कुछ नहीं भेजा गया है',
  unknown: 'ऐसी कोई डिलीवरी नहीं है',
  unknownHint: 'कृपया लिंक जाँचें, या भेजने वाली दुकान से पूछें।',
};

const languages: Readonly<Record<string, TrackingWords>> = { en, es, pt, hi };

export type LocalizedWords = TrackingWords & { language: string };

/**
 * The words of the first language that is spoken here; English where none is.
 * @param wanted in BCP 47, the preferred one first
 */
export function trackingWords(...wanted: readonly string[]): LocalizedWords {
  for (const language of wanted) {
    const [primary = ''] = language.toLowerCase().split('-');
    const words = Object.hasOwn(languages, primary) ? languages[primary] : undefined;
    if (words) return { ...words, language: readLanguageTag(language) ?? primary };
  }
  return { ...en, language: 'en' };
}

/** How many languages of the header are considered. */
const MAX_LANGUAGES = 20;

/** The languages of an `Accept-Language` header, the preferred one first (RFC 9110, 12.5.4). */
export function acceptedLanguages(header = ''): string[] {
  const ranges = header.split(',', MAX_LANGUAGES).map((range) => {
    const [tag = '', ...parameters] = range.split(';').map((part) => part.trim());
    const given = parameters.find((parameter) => /^q=/i.test(parameter));
    const weight = given === undefined ? 1 : Number(given.slice(2));
    return { tag, weight: Number.isFinite(weight) ? weight : 0 };
  });
  return ranges
    .filter(({ tag, weight }) => weight > 0 && /^[a-z]/i.test(tag))
    .toSorted((a, b) => b.weight - a.weight)
    .map(({ tag }) => tag);
}

import {
  receiveWhatsappRoute,
  verifyWhatsappRoute,
} from '../../shared/calls/messaging/whatsapp/whatsapp-routes.ts';
import { providers } from '../../shared/calls/telephony/providers.ts';

/** Where telephony providers and WhatsApp report, each as its folder declares it. */
export const callbackRoutes = [
  ...providers.flatMap(({ callbacks }) => callbacks),
  verifyWhatsappRoute,
  receiveWhatsappRoute,
];

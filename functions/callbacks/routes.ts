import { whatsapp } from '../../shared/calls/chat/whatsapp/whatsapp.ts';
import { providers } from '../../shared/calls/telephony/providers.ts';

/** Where telephony providers and WhatsApp report, each as its folder declares it. */
export const callbackRoutes = [...providers, whatsapp].flatMap(({ callbacks }) => callbacks);

export { createWhatsApp as connectMessenger } from './whatsapp-client.ts';

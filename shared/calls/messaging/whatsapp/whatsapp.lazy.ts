export { createWhatsApp } from './whatsapp-client.ts';

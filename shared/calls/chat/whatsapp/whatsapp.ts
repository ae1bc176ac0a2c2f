import type { ChatService } from '../port/chat-service.ts';
import { receiveWhatsappRoute, verifyWhatsappRoute } from './whatsapp-routes.ts';
import { WhatsAppSettings } from './whatsapp-settings.ts';

/** The WhatsApp Cloud API of Meta: a template that asks, with buttons to answer by. */
export const whatsapp = {
  name: 'whatsapp',
  settings: WhatsAppSettings,
  secrets: { accessToken: 'required', appSecret: 'required', verifyToken: 'required' },
  boundTo: ['phoneNumberId', 'baseUrl'],
  callbacks: [verifyWhatsappRoute, receiveWhatsappRoute],
  webhookPath: (tenantId) => `/callbacks/messages/whatsapp/${tenantId}`,
  load: () => import('./whatsapp.lazy.ts'),
} as const satisfies ChatService;

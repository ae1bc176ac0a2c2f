import * as z from 'zod';
import { carries } from '../../adapters/queues/carries.ts';
import { AttemptMessage } from '../deliveries/attempt-message.ts';
import { LineMessage } from '../throttle/line.ts';

const WebhookMessage = z.union([AttemptMessage, LineMessage]);

export type WebhookMessage = z.output<typeof WebhookMessage>;

export const webhookMessages = carries('webhooks', WebhookMessage);

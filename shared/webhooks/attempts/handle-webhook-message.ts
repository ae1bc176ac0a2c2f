import type { AttemptServices } from '../deliveries/attempt-services.ts';
import { serveLine } from '../throttle/line.ts';
import { makeAttempt } from './make-attempt.ts';
import type { WebhookMessage } from './webhook-message.ts';

/** Carries out a message of the webhooks queue. Throws only for our own faults; a receiver's failure is not one. */
export const handleWebhookMessage = (services: AttemptServices, message: WebhookMessage): Promise<void> =>
  'lineAt' in message ? serveLine(services, message) : makeAttempt(services, message);

/**
 * All that a log line may hold. There is no field for a name, a phone, an address, a body or a key, and so no way to
 * log one.
 */
export interface LogFields {
  requestId?: string;
  function?: string;
  tenantId?: string;
  mode?: 'live' | 'test';
  keyId?: string;
  orderId?: string;
  callId?: string;
  eventId?: string;
  endpointId?: string;
  deliveryId?: string;
  messageId?: string;
  attempt?: number;
  method?: string;
  /** The declared path, with its parameters' names in place of their values. */
  route?: string;
  status?: number;
  code?: string;
  outcome?: string;
  reason?: string;
  count?: number;
  durationMs?: number;
  /** Its class, message and stack; never its other properties. */
  error?: unknown;
}

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

export interface Logger {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
  /** A logger whose every line has these fields too. */
  with(fields: LogFields): Logger;
}

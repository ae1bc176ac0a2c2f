import { describeError } from './describe-error.ts';

/** All fields of a log line. There is none for a name, a phone, an address, a body or a key, so none can be logged. */
export interface LogFields {
  requestId?: string | undefined;
  function?: string | undefined;
  tenantId?: string | undefined;
  mode?: 'live' | 'test' | undefined;
  keyId?: string | undefined;
  memberId?: string | undefined;
  sessionId?: string | undefined;
  orderId?: string | undefined;
  callId?: string | undefined;
  eventId?: string | undefined;
  eventType?: string | undefined;
  endpointId?: string | undefined;
  webhookDeliveryId?: string | undefined;
  recoveryId?: string | undefined;
  jobId?: string | undefined;
  messageId?: string | undefined;
  attempt?: number | undefined;
  method?: string | undefined;
  /** The declared path, with its parameters' names in place of their values. */
  route?: string | undefined;
  status?: number | undefined;
  code?: string | undefined;
  outcome?: string | undefined;
  reason?: string | undefined;
  count?: number | undefined;
  durationMs?: number | undefined;
  /** Its class, message and stack frames; never its other properties. */
  error?: unknown;
}

/** The same list at run time, because casts and spreads can bypass the compiler. */
const allowed: Record<keyof LogFields, true> = {
  requestId: true,
  function: true,
  tenantId: true,
  mode: true,
  keyId: true,
  memberId: true,
  sessionId: true,
  orderId: true,
  callId: true,
  eventId: true,
  eventType: true,
  endpointId: true,
  webhookDeliveryId: true,
  recoveryId: true,
  jobId: true,
  messageId: true,
  attempt: true,
  method: true,
  route: true,
  status: true,
  code: true,
  outcome: true,
  reason: true,
  count: true,
  durationMs: true,
  error: true,
};

const levels = ['debug', 'info', 'warn', 'error'] as const;

export type LogLevel = (typeof levels)[number];

export interface Logger {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
  /** A logger whose every line has these fields too. */
  with(fields: LogFields): Logger;
}

export interface LogOptions {
  /** Where a line goes; standard output, from where Lambda takes it as it is. */
  write?: (line: string) => void;
  /** The lowest level that is written; `LOG_LEVEL`, else `info`. */
  level?: LogLevel;
}

/** Writes JSON lines: `{level, message, at, …fields}`. */
export function createLogger(fields: LogFields = {}, options: LogOptions = {}): Logger {
  const { write = writeLine, level: lowest = levelFromEnvironment() } = options;
  const line =
    (level: LogLevel) =>
    (message: string, more: LogFields = {}): void => {
      if (levels.indexOf(level) < levels.indexOf(lowest)) return;
      const at = new Date().toISOString();
      write(JSON.stringify({ level, message, at, ...only(fields), ...only(more) }));
    };
  return {
    debug: line('debug'),
    info: line('info'),
    warn: line('warn'),
    error: line('error'),
    with: (more) => createLogger({ ...fields, ...more }, { write, level: lowest }),
  };
}

function only(fields: LogFields): Record<string, unknown> {
  const kept: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fields))
    if (Object.hasOwn(allowed, name)) kept[name] = name === 'error' ? describeError(value) : value;
  return kept;
}

function levelFromEnvironment(): LogLevel {
  const name = process.env.LOG_LEVEL?.toLowerCase();
  return levels.find((level) => level === name) ?? 'info';
}

const writeLine = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

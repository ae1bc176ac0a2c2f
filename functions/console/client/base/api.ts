import { signal } from '@preact/signals';
import type { Mode } from '../../../../shared/base/scope.ts';
import type { AnswerTo, Asked, RequestLine } from './api-types.ts';
import { codeText, type Issue, issueText } from './issues.ts';

/** Which of the tenant's two worlds the console shows; it goes with every request. */
export const mode = signal<Mode>('live');

/** Whether the last request found no connection. */
export const isOffline = signal(false);

/** Increases whenever the connection returns or a new session begins: everything shown is requested again. */
export const refreshes = signal(0);

/** Whether the session ended while the console was in use: the password is asked for, and requests wait. */
export const isSessionOver = signal(false);

/** A refusal, as the platform API words it; or `offline`, when no answer came. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(status: number, code: string, message: string, details: Record<string, unknown> = {}) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
    this.code = code;
    this.details = details;
  }

  get issues(): readonly Issue[] {
    return Array.isArray(this.details.issues) ? (this.details.issues as Issue[]) : [];
  }

  /** Until the request may be repeated; a minute where the answer does not say it. */
  get secondsToWait(): number {
    return Number(this.details.retryAfterSeconds ?? 60);
  }

  /** The issue of a field, or of a part of it: `callingHours.monday`. */
  about(field: string): string | undefined {
    const issue = this.issues.find((one) => one.field === field || one.field.startsWith(`${field}.`));
    if (issue) return issueText(issue);
    if (this.details.field !== field) return undefined;
    return codeText(this.code, this.message.replace(`: ${field}`, ''));
  }

  /** Whether fields show all that it says. */
  get isAboutFields(): boolean {
    return this.issues.length > 0 || this.details.field !== undefined;
  }
}

const HEALTH_EVERY_MS = 2000;
const waiting: (() => void)[] = [];

/** Continues the requests that waited for the session. */
export function resumeRequests(): void {
  isSessionOver.value = false;
  for (const resume of waiting.splice(0)) resume();
  refreshes.value++;
}

/** Text for `Idempotency-Key`: 128 random bits. */
export const newIdempotencyKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join(
    '',
  );

/**
 * Calls a declared endpoint. When the session has ended, it waits until the member has signed in again, and continues.
 * @throws ApiError
 */
export async function call<const Line extends RequestLine>(
  line: Line,
  asked: Asked<Line> = {},
): Promise<AnswerTo<Line>> {
  return (await send(line, asked)) as AnswerTo<Line>;
}

interface Loose {
  params?: Record<string, string>;
  query?: Record<string, string | number | boolean | undefined>;
  body?: unknown;
  signal?: AbortSignal;
  idempotencyKey?: string;
  mode?: Mode;
}

/** The same without the types of a declaration: for requests outside of the platform API. @throws ApiError */
export async function send(line: string, asked: Loose = {}, waits = true): Promise<unknown> {
  const [method = 'GET', path = ''] = line.split(' ');
  const key = asked.idempotencyKey ?? (method === 'POST' ? newIdempotencyKey() : undefined);
  for (;;) {
    const answer = await reach(urlOf(path, asked), {
      method,
      headers: {
        accept: 'application/json',
        'recado-mode': asked.mode ?? mode.value,
        ...(asked.body !== undefined && { 'content-type': 'application/json' }),
        ...(key && { 'idempotency-key': key }),
      },
      ...(asked.body !== undefined && { body: JSON.stringify(asked.body) }),
      ...(asked.signal && { signal: asked.signal }),
      credentials: 'same-origin',
    });
    if (answer.status !== 401 || !waits) return contentOf(answer);
    isSessionOver.value = true;
    await new Promise<void>((resolve) => waiting.push(resolve));
  }
}

function urlOf(path: string, { params = {}, query = {} }: Loose): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    if (value !== undefined && value !== '') search.set(name, String(value));
  return search.size > 0 ? `${filled}?${search}` : filled;
}

interface Answer {
  status: number;
  text: string;
}

/** The whole answer: a connection may also be lost in the middle of one. */
async function reach(url: string, init: RequestInit): Promise<Answer> {
  try {
    const response = await fetch(url, init);
    const text = await response.text();
    foundConnection();
    return { status: response.status, text };
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    lostConnection();
    throw new ApiError(0, 'offline', 'offline');
  }
}

/** What an answer says; undefined where it is no JSON, which something between here and the API answered. */
function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function contentOf({ status, text }: Answer): unknown {
  if (status === 204 || (status < 300 && text === '')) return '';
  const body = jsonIn(text);
  if (status < 300 && body !== undefined) return body;
  const {
    code = 'internal',
    message = '',
    details,
  } = (body as { error?: Partial<ApiError> } | null | undefined)?.error ?? {};
  throw new ApiError(status < 300 ? 502 : status, code, message, { ...details });
}

function foundConnection(): void {
  if (!isOffline.value) return;
  isOffline.value = false;
  refreshes.value++;
}

function lostConnection(): void {
  if (isOffline.value) return;
  isOffline.value = true;
  const ask = () => {
    if (!isOffline.value) return;
    fetch('/healthz').then(
      ({ ok }) => (ok ? foundConnection() : again()),
      () => again(),
    );
  };
  const again = () => setTimeout(ask, HEALTH_EVERY_MS);
  again();
}

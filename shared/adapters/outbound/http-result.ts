import type { KeptHeaders } from './kept-headers.ts';

/**
 * Why an exchange did not end in a 2xx: a class that may be shown to a tenant. It must not reveal what is behind an
 * address, or endpoints could be used as a port scanner.
 */
export const failureClasses = [
  /** The URL is not one that we send to: its scheme, its port, a user name in it. */
  'invalid_url',
  'dns',
  /** The name resolves to an address that is not on the public internet. */
  'blocked_address',
  'refused',
  'unreachable',
  'reset',
  'timeout',
  'tls',
  /** The answer is no HTTP response. */
  'invalid_response',
  'redirect',
  /** Any other status outside of 2xx. */
  'http_status',
  'unknown',
] as const;

export type FailureClass = (typeof failureClasses)[number];

/** The result of one request. */
export type HttpResult =
  | { ok: true; status: number; body: string; headers?: KeptHeaders; durationMs: number }
  | {
      ok: false;
      failure: FailureClass;
      /** null when no response began. */
      status: number | null;
      /** The part of the body that was read; null when no response began. */
      body: string | null;
      headers?: KeptHeaders;
      /** The response's `Retry-After` as it came: whatever its sender wrote there. */
      retryAfter?: string;
      durationMs: number;
    };

/** Ends an exchange with a class of failure. */
export class ExchangeFailed extends Error {
  readonly failure: FailureClass;

  constructor(failure: FailureClass, options?: ErrorOptions) {
    super(failure, options);
    this.name = 'ExchangeFailed';
    this.failure = failure;
  }
}

const BY_CODE: Readonly<Record<string, FailureClass>> = {
  ENOTFOUND: 'dns',
  EAI_AGAIN: 'dns',
  EAI_FAIL: 'dns',
  EAI_NODATA: 'dns',
  EAI_NONAME: 'dns',
  ENODATA: 'dns',
  ECONNREFUSED: 'refused',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  EADDRNOTAVAIL: 'unreachable',
  ECONNRESET: 'reset',
  ECONNABORTED: 'reset',
  EPIPE: 'reset',
  ETIMEDOUT: 'timeout',
  EPROTO: 'tls',
};

/** OpenSSL's verification results come as codes of their own (Node's "X509 certificate error codes"). */
const CERTIFICATE =
  /CERT|^UNABLE_TO_|SIGNATURE|^INVALID_CA$|^INVALID_PURPOSE$|^HOSTNAME_MISMATCH$|^PATH_LENGTH/;

/** The failure class of an error of Node's HTTP client or its sockets. */
export function failureOf(error: unknown): FailureClass {
  if (error instanceof ExchangeFailed) return error.failure;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const known = BY_CODE[code];
  if (known !== undefined) return known;
  if (code.startsWith('HPE_')) return 'invalid_response';
  if (code.startsWith('ERR_SSL') || code.startsWith('ERR_TLS') || CERTIFICATE.test(code)) return 'tls';
  return 'unknown';
}

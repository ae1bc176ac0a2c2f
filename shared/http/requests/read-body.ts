import { Problem } from '../../base/problem.ts';

/** The largest body that is read, in bytes. */
export const MAX_BODY_BYTES = 256 * 1024;

interface Incoming {
  body?: string | undefined;
  isBase64Encoded: boolean;
}

/**
 * The largest signed body, which is that of Meta's webhooks; a call's long transcript is cut rather than losing its outcome.
 * https://developers.facebook.com/docs/whatsapp/cloud-api/guides/set-up-webhooks
 */
export const MAX_SIGNED_BODY_BYTES = 3 * 1024 * 1024;

/** @throws Problem body_too_large */
export function requireSize({ body = '', isBase64Encoded }: Incoming, most = MAX_BODY_BYTES): void {
  const bytes = Buffer.byteLength(body, isBase64Encoded ? 'base64' : 'utf8');
  if (bytes > most) throw new Problem('body_too_large');
}

/**
 * The exact text of a body; that of a form may be in windows-1252 (of which ISO-8859-1 is a part) as well as in UTF-8.
 * @throws Problem invalid_json when its bytes are no UTF-8
 */
export function readText({ body = '', isBase64Encoded }: Incoming, contentType = ''): string {
  if (!isBase64Encoded) return body;
  const bytes = Buffer.from(body, 'base64');
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    if (/^\s*application\/x-www-form-urlencoded/i.test(contentType))
      return new TextDecoder('windows-1252').decode(bytes);
    throw new Problem('invalid_json', {}, { cause });
  }
}

/** Whether a `Content-Encoding` changes the bytes; `utf-8` and its like, which some clients put there, change nothing. */
export const isCompressed = (contentEncoding = ''): boolean =>
  contentEncoding
    .toLowerCase()
    .split(',')
    .some((coding) => !/^\s*(?:identity|none|utf-?8|)\s*$/.test(coding));

/** Whether it is `application/json` or `application/…+json`, in UTF-8 when it names a charset (RFC 9110, 8.3). */
export function isJson(contentType = ''): boolean {
  const [type = '', ...parameters] = contentType
    .toLowerCase()
    .split(';')
    .map((part) => part.trim());
  const charset = parameters.find((parameter) => parameter.startsWith('charset='));
  return (
    /^application\/(?:[\w.!#$&^-]+\+)?json$/.test(type) &&
    (charset === undefined || /^charset="?utf-?8"?$/.test(charset))
  );
}

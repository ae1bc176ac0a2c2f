import { createHmac, createSecretKey, hash, type KeyObject } from 'node:crypto';

export interface Credentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
}

/** A POST to `/` of one DynamoDB endpoint. */
export interface Unsigned {
  host: string;
  region: string;
  /** The value of `X-Amz-Target`. */
  target: string;
  body: string;
  at: Date;
}

/**
 * Signs requests to DynamoDB with AWS Signature Version 4, with the day's key derived once. Not safe to share between
 * processes; one signer serves any number of credentials, best when they seldom change.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 * @returns the headers that the request must carry
 */
export function createSigner(): (request: Unsigned, credentials: Credentials) => Record<string, string> {
  let derived: { from: string; key: KeyObject } | undefined;

  const keyOf = (secret: string, day: string, region: string): KeyObject => {
    const from = `${day}/${region}/${secret}`;
    if (derived?.from === from) return derived.key;
    const steps = [day, region, SERVICE, TERMINATOR];
    const bytes = steps.reduce((key, step) => hmac(key, step).digest(), Buffer.from(`AWS4${secret}`));
    // As a key object: for bytes, Node works out anew what they are at each use, at five times the cost of the HMAC.
    derived = { from, key: createSecretKey(bytes) };
    return derived.key;
  };

  return ({ host, region, target, body, at }, { accessKeyId, secretAccessKey, sessionToken }) => {
    const date = `${at.toISOString().slice(0, 19).replace(/[:-]/g, '')}Z`;
    const day = date.slice(0, 8);
    const scope = `${day}/${region}/${SERVICE}/${TERMINATOR}`;
    const signed: Record<string, string> = {
      host,
      'x-amz-date': date,
      ...(sessionToken !== undefined && { 'x-amz-security-token': sessionToken }),
      'x-amz-target': target,
    };
    const names = Object.keys(signed).join(';');
    const lines = Object.entries(signed).map(([name, value]) => `${name}:${value}\n`);
    const canonical = `POST\n/\n\n${lines.join('')}\n${names}\n${hash('sha256', body)}`;
    const text = `${ALGORITHM}\n${date}\n${scope}\n${hash('sha256', canonical)}`;
    const signature = hmac(keyOf(secretAccessKey, day, region), text).digest('hex');
    return {
      ...signed,
      authorization: `${ALGORITHM} Credential=${accessKeyId}/${scope}, SignedHeaders=${names}, Signature=${signature}`,
    };
  };
}

const ALGORITHM = 'AWS4-HMAC-SHA256';
const SERVICE = 'dynamodb';
const TERMINATOR = 'aws4_request';

const hmac = (key: Buffer | KeyObject, text: string) => createHmac('sha256', key).update(text);

import { createHash, createHmac } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createSigner } from '../../shared/adapters/aws/signature.ts';

/** The hash that the SDK's signer asks for. */
class Sha256 {
  readonly #hash;

  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.#hash = secret === undefined ? createHash('sha256') : createHmac('sha256', bytes(secret));
  }

  update(data: string | ArrayBuffer | ArrayBufferView) {
    this.#hash.update(bytes(data));
  }

  async digest() {
    return new Uint8Array(this.#hash.digest());
  }

  reset() {}
}

const bytes = (data: string | ArrayBuffer | ArrayBufferView) =>
  typeof data === 'string' || data instanceof ArrayBuffer
    ? Buffer.from(data as string)
    : Buffer.from(data.buffer, data.byteOffset, data.byteLength);

const pairs = (headers: readonly string[]) =>
  Object.fromEntries(headers.flatMap((name, at) => (at % 2 === 0 ? [[name, headers[at + 1]]] : [])));

const credentials = fc.record(
  {
    accessKeyId: fc.stringMatching(/^[A-Z0-9]{4,20}$/),
    secretAccessKey: fc.string({ minLength: 1 }),
    sessionToken: fc.stringMatching(/^[A-Za-z0-9+/=]{1,200}$/),
  },
  { requiredKeys: ['accessKeyId', 'secretAccessKey'] },
);

test("Signatures are those of the SDK's own signer, whoever signs and whenever", async () => {
  const sign = createSigner();
  const request = fc.record({
    service: fc.constantFrom('dynamodb', 'sqs'),
    host: fc.domain(),
    region: fc.constantFrom('us-east-1', 'sa-east-1'),
    target: fc.constantFrom('DynamoDB_20120810.GetItem', 'DynamoDB_20120810.TransactWriteItems'),
    body: fc.string({ unit: 'grapheme' }),
    at: fc.date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true }),
  });
  const known = fc.sample(credentials, 3);
  await fc.assert(
    fc.asyncProperty(request, fc.oneof(fc.constantFrom(...known), credentials), async (unsigned, who) => {
      const { service, host, region, target, body, at } = unsigned;
      const oracle = new SignatureV4({
        service,
        region,
        credentials: who,
        sha256: Sha256,
        applyChecksum: false,
      });
      const headers = { host, 'x-amz-target': target };
      const { headers: expected } = await oracle.sign(
        { method: 'POST', protocol: 'https:', hostname: host, path: '/', query: {}, headers, body },
        { signingDate: at },
      );
      expect(pairs(sign({ ...unsigned, at: at.getTime() }, who))).toEqual(expected);
    }),
  );
});

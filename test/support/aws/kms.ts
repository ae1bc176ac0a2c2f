import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CipherContext, SealedTextInvalid } from '../../../shared/adapters/cipher/cipher.ts';
import { localCipher } from '../../../shared/adapters/cipher/local-cipher.ts';

/** A server in the place of AWS KMS, with one key, that speaks its wire format. */
export interface Kms {
  keyArn: string;
  /** Each call so far, as `Encrypt {"purpose":…}`. */
  readonly asked: string[];
  /** Answered to every call from now on, in place of what the key would say. */
  refusal: { status: number; type: string } | undefined;
  stop(): Promise<void>;
}

interface Call {
  KeyId: string;
  Plaintext: string;
  CiphertextBlob: string;
  EncryptionContext: CipherContext;
}

/** Starts one, and leads the SDK's clients of this process to it. */
export async function startKms(): Promise<Kms> {
  const key = localCipher(Buffer.alloc(32, 'a key that never leaves KMS'));
  const kms: Kms = {
    keyArn: 'arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab',
    asked: [],
    refusal: undefined,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
  const base64 = (text: string) => Buffer.from(text).toString('base64');
  const plain = (text: string) => Buffer.from(text, 'base64').toString();
  const answer = async (operation: string, call: Call): Promise<[number, object]> => {
    if (kms.refusal) return [kms.refusal.status, { __type: kms.refusal.type, message: 'No.' }];
    if (call.KeyId !== kms.keyArn) return [400, { __type: 'NotFoundException', message: 'No such key.' }];
    const { EncryptionContext: context } = call;
    if (operation === 'Encrypt') {
      const sealed = await key.seal(plain(call.Plaintext), context);
      return [200, { CiphertextBlob: base64(sealed), KeyId: kms.keyArn }];
    }
    try {
      const text = await key.open(plain(call.CiphertextBlob), context);
      return [200, { Plaintext: base64(text), KeyId: kms.keyArn }];
    } catch (cause) {
      if (!(cause instanceof SealedTextInvalid)) throw cause;
      return [400, { __type: 'InvalidCiphertextException' }];
    }
  };
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const call = JSON.parse(Buffer.concat(chunks).toString()) as Call;
    const operation = String(request.headers['x-amz-target']).replace('TrentService.', '');
    kms.asked.push(`${operation} ${JSON.stringify(call.EncryptionContext)}`);
    const [status, body] = await answer(operation, call);
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1', connection: 'close' });
    response.end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  Object.assign(process.env, {
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_ENDPOINT_URL_KMS: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  });
  return kms;
}

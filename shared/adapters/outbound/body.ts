import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';

/** Bytes of a response's body that are kept, after decompression; reading stops there. */
export const BODY_CAP = 16 * 1024;

/** Bytes of a compressed body that are read: one that never decompresses to anything would never end. */
const COMPRESSED_CAP = 256 * 1024;

/**
 * How long to wait for a body after its headers: it is only shown, and the exchange occupies one of the receiver's
 * places.
 */
const BODY_TIMEOUT_MS = 2_000;

/** Size of a decoder's buffers: small, so that a decompression bomb costs no more than the cap and one buffer. */
const CHUNK = { chunkSize: BODY_CAP };

function decoder(encoding: string): (Readable & NodeJS.WritableStream) | undefined {
  switch (encoding) {
    case 'gzip':
    case 'x-gzip':
      return createGunzip(CHUNK);
    case 'deflate':
      return createInflate(CHUNK);
    case 'br':
      return createBrotliDecompress(CHUNK);
    default:
      return undefined;
  }
}

/**
 * Reads a body as far as it can be read: up to the cap, within its time, and as it came where its encoding is none that
 * we know. It never fails: a broken body does not change the result of the request.
 * @param onText gets the text so far
 */
export function readBody(
  response: IncomingMessage,
  onText: (text: string) => void,
  cap = BODY_CAP,
): Promise<void> {
  return new Promise((resolve) => {
    const decode = decoder((response.headers['content-encoding'] ?? '').trim().toLowerCase());
    const body: Readable = decode ?? response;
    const text = new TextDecoder();
    const timer = setTimeout(() => done(), BODY_TIMEOUT_MS);
    let read = '';
    let bytes = 0;
    const done = () => {
      clearTimeout(timer);
      body.destroy();
      resolve();
    };
    body.on('data', (chunk: Buffer) => {
      const part = chunk.subarray(0, cap - bytes);
      bytes += part.length;
      read += text.decode(part, { stream: true });
      onText(read);
      if (bytes >= cap) done();
    });
    body.on('end', done);
    body.on('error', done);
    body.on('close', done);
    if (decode === undefined) return;
    // An empty body, such as that of a 204, is valid in any encoding.
    let compressed = 0;
    response.on('data', (chunk: Buffer) => {
      compressed += chunk.length;
      if (compressed > COMPRESSED_CAP) done();
    });
    response.on('end', () => compressed === 0 && done());
    // Decodes what had arrived before the connection broke.
    response.on('error', () => decode.end());
    response.pipe(decode);
  });
}

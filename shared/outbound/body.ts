import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { ExchangeFailed } from './outcome.ts';

/** What is kept of a response's body, in bytes after decompression; reading stops there. */
export const BODY_CAP = 16 * 1024;

/** Bytes of a compressed body that are read for it: one that makes nothing out of them would go on for ever. */
const COMPRESSED_CAP = 256 * 1024;

/** A decoder's buffers stay this small, so that a bomb costs no more than the cap and one of them. */
const CHUNK = { chunkSize: BODY_CAP };

function decoder(encoding: string): (Readable & NodeJS.WritableStream) | undefined {
  switch (encoding) {
    case '':
    case 'identity':
      return undefined;
    case 'gzip':
    case 'x-gzip':
      return createGunzip(CHUNK);
    case 'deflate':
      return createInflate(CHUNK);
    case 'br':
      return createBrotliDecompress(CHUNK);
    default:
      throw new ExchangeFailed('invalid_response');
  }
}

/**
 * Reads a body up to the cap. `onText` hears what there is so far, so that a failure can still show it.
 * @throws ExchangeFailed invalid_response, or what the socket or the decoder fails with
 */
export function readBody(response: IncomingMessage, onText: (text: string) => void): Promise<void> {
  return new Promise((done, fail) => {
    const decode = decoder((response.headers['content-encoding'] ?? '').trim().toLowerCase());
    const body: Readable = decode ?? response;
    const text = new TextDecoder();
    let read = '';
    let bytes = 0;
    body.on('data', (chunk: Buffer) => {
      const part = chunk.subarray(0, BODY_CAP - bytes);
      bytes += part.length;
      read += text.decode(part, { stream: true });
      onText(read);
      if (bytes < BODY_CAP) return;
      body.destroy();
      done();
    });
    body.on('end', done);
    body.on('error', fail);
    if (decode === undefined) return;
    // No body at all, of a 204 for one, is fine in any encoding.
    let compressed = 0;
    response.on('data', (chunk: Buffer) => {
      compressed += chunk.length;
      if (compressed > COMPRESSED_CAP) fail(new ExchangeFailed('invalid_response'));
    });
    response.on('end', () => compressed === 0 && done());
    response.on('error', fail);
    response.pipe(decode);
  });
}

import { deflateRawSync, inflateRawSync } from 'node:zlib';

/** Any JSON as the bytes of one attribute: items are charged by their size. */
export const packed = (value: unknown): Uint8Array => deflateRawSync(JSON.stringify(value));

/** @param bytes of an attribute that `packed` made */
export const unpacked = (bytes: unknown): unknown =>
  JSON.parse(inflateRawSync(bytes as Uint8Array).toString());

import { randomUUID } from 'node:crypto';
import { type Asked, type Heard, request } from '../../support/client.ts';

/** A client that does not give up. */
export interface Client {
  /**
   * Sends a request until it is answered with no fault of the server's, under one Idempotency-Key when it is a POST.
   * @throws Refused when the answer is no success
   */
  insist<Body = Record<string, unknown>>(line: string, asked: Asked): Promise<Body>;
}

/** The API said no, for good. */
export class Refused extends Error {
  readonly heard: Heard;

  constructor(line: string, heard: Heard) {
    super(`${line}: ${heard.status} ${JSON.stringify(heard.body)}`);
    this.name = 'Refused';
    this.heard = heard;
  }

  /** Of the platform API's error. */
  get code(): string | undefined {
    return (this.heard.body as { error?: { code?: string } } | undefined)?.error?.code;
  }
}

/** Of a machine that does much else, which starts the host anew meanwhile. */
const PATIENCE_MS = 300_000;
const BETWEEN_MS = 50;

/** @param count told of each answer by its class: `API: 5xx`, `API: no answer` */
export function createClient(url: () => string, count: (what: string) => void): Client {
  return {
    async insist<Body>(line: string, { headers, ...asked }: Asked) {
      const key = line.startsWith('POST') ? { 'idempotency-key': randomUUID() } : {};
      const deadline = Date.now() + PATIENCE_MS;
      for (;;) {
        const heard = await request(url(), line, { ...asked, headers: { ...key, ...headers } }).catch(
          () => undefined,
        );
        count(`API: ${heard ? `${Math.floor(heard.status / 100)}xx` : 'no answer'}`);
        if (heard && heard.status < 400) return heard.body as Body;
        const passes = heard === undefined || heard.status >= 500 || heard.status === 429;
        if (!passes) throw new Refused(line, heard);
        if (Date.now() > deadline) throw new Error(`${line} was not answered in ${PATIENCE_MS} ms`);
        await new Promise((resume) => setTimeout(resume, BETWEEN_MS));
      }
    },
  };
}

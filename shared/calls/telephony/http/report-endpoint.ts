import type { Cipher } from '../../../adapters/cipher/cipher.ts';
import { newSigningSecret } from '../../../adapters/signing/secrets.ts';
import type { Declaration } from '../../../http/declaration.ts';
import type { Handler, Reply, Services } from '../../../http/exchange.ts';
import { callbackEndpoint, type Proven } from '../port/callback-endpoint.ts';
import type { CallReport } from '../port/port.ts';
import { type CallReference, decodeReference } from '../port/reference.ts';
import { verifyReport } from './http-report.ts';

/** Checked in place of an unknown tenant's secret: fails as a wrong signature does, and takes as long. */
const DUMMY_SECRET = newSigningSecret();

/** An endpoint that takes the signed reports of merchants' own voice agents. */
export const reportEndpoint = (
  declaration: Declaration,
  answer: (proven: Proven<CallReference, CallReport>, services: Services) => Promise<Reply>,
  cipher: Pick<Cipher, 'open'>,
  services?: Services,
): Handler =>
  callbackEndpoint(
    declaration,
    {
      service: 'voiceAgent',
      provider: 'http',
      referenceOf: ({ query }) => decodeReference((query as { ref: string }).ref),
      prove: ({ headers, rawBody }, settings, { callId }, now) =>
        verifyReport(headers, rawBody, String(settings?.secret ?? DUMMY_SECRET), now, callId),
    },
    answer,
    cipher,
    services,
  );

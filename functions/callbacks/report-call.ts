import { cipherFromEnvironment } from '../../shared/adapters/cipher/cipher-from-environment.ts';
import { speedFromEnvironment } from '../../shared/adapters/queues/wait.ts';
import { required } from '../../shared/base/env.ts';
import { concludeCall } from '../../shared/calls/outcomes/conclude-call.ts';
import { reportCallRoute } from '../../shared/calls/telephony/http/http-routes.ts';
import { reportEndpoint } from '../../shared/calls/telephony/http/report-endpoint.ts';

const speed = speedFromEnvironment();
const publicUrl = required('PUBLIC_URL');

export const handler = reportEndpoint(
  reportCallRoute,
  async ({ reference, report, facts }, services) => {
    const result = await concludeCall({ ...services, speed, publicUrl, ...facts }, reference, report);
    return { status: 200, body: { received: true, result } };
  },
  cipherFromEnvironment(),
);

import { openEndpoint } from '../../shared/http/open-endpoint.ts';
import { getHealth } from './routes.ts';

export const handler = openEndpoint(getHealth, async () => ({ status: 200, body: { status: 'ok' } }));

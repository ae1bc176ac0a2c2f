import { openEndpoint } from '../../shared/http/endpoints/open-endpoint.ts';
import { getHealthRoute } from './routes.ts';

export const handler = openEndpoint(getHealthRoute, async () => ({ status: 200, body: { status: 'ok' } }));

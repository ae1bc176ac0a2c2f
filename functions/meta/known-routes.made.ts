import type { KnownRoute } from '../../shared/http/endpoints/reject.ts';
import { routes } from './declarations.ts';

/** Every route there is. */
export default (): KnownRoute[] =>
  routes.map(({ dialect, method, path, below, audience }) => ({
    ...{ dialect, method, path, audience },
    ...(below !== undefined && { below }),
  }));

import { providers } from '../../shared/calls/telephony/providers.ts';

/** Where telephony providers report, each as its folder declares it. */
export const callbackRoutes = providers.flatMap(({ callbacks }) => callbacks);

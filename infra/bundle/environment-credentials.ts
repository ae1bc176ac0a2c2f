import { fromEnv } from '@aws-sdk/credential-provider-env';

/**
 * What bundles get in place of `@aws-sdk/credential-provider-node`: Lambda hands a function its credentials in
 * environment variables, so the chain that also knows SSO, profiles and metadata servers only costs load time.
 */
export const defaultProvider = fromEnv;

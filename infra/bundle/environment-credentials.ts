import { fromEnv } from '@aws-sdk/credential-provider-env';

/**
 * Replaces `@aws-sdk/credential-provider-node` in bundles: Lambda hands a function its credentials in
 * environment variables, so the chain that also knows SSO, profiles and metadata servers only costs load time.
 */
export const defaultProvider = fromEnv;

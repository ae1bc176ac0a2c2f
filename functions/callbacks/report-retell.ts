import { cipherFromEnvironment } from '../../shared/adapters/cipher/cipher-from-environment.ts';
import { privateTargetsFromEnvironment } from '../../shared/adapters/outbound/private-targets.ts';
import { speedFromEnvironment } from '../../shared/adapters/queues/wait.ts';
import { required } from '../../shared/base/env.ts';
import { retellEndpoint } from './retell-endpoint.ts';

export const handler = retellEndpoint({
  cipher: cipherFromEnvironment(),
  publicUrl: required('PUBLIC_URL'),
  speed: speedFromEnvironment(),
  allowPrivate: privateTargetsFromEnvironment(),
});

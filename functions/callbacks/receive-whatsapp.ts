import { cipherFromEnvironment } from '../../shared/adapters/cipher/cipher-from-environment.ts';
import { speedFromEnvironment } from '../../shared/adapters/queues/wait.ts';
import { whatsappReceiver } from './whatsapp-endpoint.ts';

export const handler = whatsappReceiver({
  cipher: cipherFromEnvironment(),
  speed: speedFromEnvironment(),
});

import { cipherFromEnvironment } from '../../shared/adapters/cipher/cipher-from-environment.ts';
import { whatsappVerification } from './whatsapp-endpoint.ts';

export const handler = whatsappVerification(cipherFromEnvironment());

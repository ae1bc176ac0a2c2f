export { createSimulatedMessenger } from './simulated-messenger.ts';

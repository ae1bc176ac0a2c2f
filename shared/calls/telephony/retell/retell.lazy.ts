export { createRetell as connect } from './retell-client.ts';

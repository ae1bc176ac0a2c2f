export { createTwilio as connect } from './twilio-client.ts';

export { createHttpAgent as connect } from './http-agent.ts';

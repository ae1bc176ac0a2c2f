/**
 * Replaces `node:http` in bundles. Importing that module reads all of its exports, and the newer ones (WebSocket
 * and its events) load Node's whole fetch stack, which doubles the load time of a function. Asking for the module
 * itself loads nothing more.
 */
const http = process.getBuiltinModule('node:http');

export const { Agent, request, STATUS_CODES } = http;

export default http;

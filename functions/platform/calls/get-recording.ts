import { filesFromEnvironment } from '../../../shared/adapters/files/files.ts';
import { findRecording } from '../../../shared/calls/call/find-recording.ts';
import { endpoint } from '../../../shared/http/endpoints/endpoint.ts';
import { getRecordingRoute } from './call-routes.ts';

const files = filesFromEnvironment();

export const handler = endpoint(getRecordingRoute, async ({ params, query, principal }, { table, clock }) => {
  const url = await findRecording({ table, clock, files }, principal, params.orderId, params.callId);
  if (!query.redirect) return { status: 200, body: { url } };
  return { status: 303, body: { url }, headers: { location: url } };
});

import { filesFromEnvironment } from '../../../shared/adapters/files/files.ts';
import { findRecording } from '../../../shared/calls/call/find-recording.ts';
import { endpoint } from '../../../shared/http/endpoints/endpoint.ts';
import { getRecordingRoute } from './call-routes.ts';

const files = filesFromEnvironment();

export const handler = endpoint(getRecordingRoute, async ({ params, principal }, { table, clock }) => {
  const url = await findRecording({ table, clock, files }, principal, params.orderId, params.callId);
  return { status: 303, body: { url }, headers: { location: url } };
});

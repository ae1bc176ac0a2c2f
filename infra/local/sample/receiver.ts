import { createServer } from 'node:http';
import { listen } from '../http/listen.ts';

/** The shop's own server of the sample day: `/webhooks` takes everything, `/broken` nothing. */
export async function startSampleReceiver(port = 0): Promise<{ port: number }> {
  const server = createServer((request, response) => {
    request.resume();
    request.on('end', () => {
      response.statusCode = request.url === '/webhooks' ? 200 : 500;
      response.end(request.url === '/webhooks' ? 'ok' : 'The shop is being repaired');
    });
  });
  // It keeps no process from ending.
  server.unref();
  return { port: await listen(server, port) };
}

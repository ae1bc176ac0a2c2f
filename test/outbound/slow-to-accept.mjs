import { createServer } from 'node:http';

// Takes as few connections as the system lets it choose before it has accepted them.
const server = createServer((_request, response) => response.end('here'));
server.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => process.send?.(server.address().port));

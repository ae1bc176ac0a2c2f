import { createSocket } from 'node:dgram';

export interface NameServer {
  /** `127.0.0.1:…`, as resolvers take it. */
  address: string;
  /** The names that were asked for, once for each question. */
  asked: string[];
  stop(): Promise<void>;
}

const A = 1;

/**
 * A name server on this machine. Says which IPv4 addresses a name has at the moment; of IPv6 ones it knows none.
 * @param addressesOf undefined to say nothing at all
 */
export async function startNameServer(
  addressesOf: (name: string) => string[] | undefined,
): Promise<NameServer> {
  const socket = createSocket('udp4');
  const asked: string[] = [];
  socket.on('message', (query, { port, address }) => {
    const { name, type, end } = questionOf(query);
    asked.push(name);
    const addresses = type === A ? addressesOf(name) : addressesOf(name) && [];
    if (addresses === undefined) return;
    const header = Buffer.alloc(12);
    query.copy(header, 0, 0, 2);
    header.writeUInt16BE(0x8180, 2);
    header.writeUInt16BE(1, 4);
    header.writeUInt16BE(addresses.length, 6);
    // The name by its place in the question, type A, class IN, no time to live, four bytes.
    const records = addresses.map((one) =>
      Buffer.from([0xc0, 12, 0, A, 0, 1, 0, 0, 0, 0, 0, 4, ...one.split('.').map(Number)]),
    );
    socket.send(Buffer.concat([header, query.subarray(12, end), ...records]), port, address);
  });
  await new Promise<void>((bound) => socket.bind(0, '127.0.0.1', bound));
  return {
    address: `127.0.0.1:${socket.address().port}`,
    asked,
    stop: () => new Promise((closed) => socket.close(() => closed())),
  };
}

/** RFC 1035, 4.1.2: labels with their lengths, a zero, type and class. */
function questionOf(query: Buffer): { name: string; type: number; end: number } {
  const labels: string[] = [];
  let at = 12;
  for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
    labels.push(query.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
  return { name: labels.join('.').toLowerCase(), type: query.readUInt16BE(at + 1), end: at + 5 };
}

import { createSocket } from 'node:dgram';

export interface NameServer {
  /** `127.0.0.1:…`, as resolvers take it. */
  address: string;
  /** The names that were asked for, once for each question. */
  asked: string[];
  stop(): Promise<void>;
}

const A = 1;
const AAAA = 28;

/** Addresses that a name has at the moment; undefined to say nothing at all. */
type AddressesOf = (name: string) => string[] | undefined;

/**
 * A name server on this machine.
 * @param sixesOf IPv6 addresses, all groups written out; a name has none unless this says so
 */
export async function startNameServer(
  addressesOf: AddressesOf,
  sixesOf: AddressesOf = (name) => addressesOf(name) && [],
): Promise<NameServer> {
  const socket = createSocket('udp4');
  const asked: string[] = [];
  socket.on('message', (query, { port, address }) => {
    const { name, type, end } = questionOf(query);
    asked.push(name);
    const addresses = type === A ? addressesOf(name) : sixesOf(name);
    if (addresses === undefined) return;
    const header = Buffer.alloc(12);
    query.copy(header, 0, 0, 2);
    header.writeUInt16BE(0x8180, 2);
    header.writeUInt16BE(1, 4);
    header.writeUInt16BE(addresses.length, 6);
    // The name by its place in the question, its type, class IN, no time to live, the bytes of the address.
    const records = addresses.map((one) => {
      const bytes = type === A ? one.split('.').map(Number) : sixteenBytes(one);
      return Buffer.from([0xc0, 12, 0, type === A ? A : AAAA, 0, 1, 0, 0, 0, 0, 0, bytes.length, ...bytes]);
    });
    socket.send(Buffer.concat([header, query.subarray(12, end), ...records]), port, address);
  });
  await new Promise<void>((bound) => socket.bind(0, '127.0.0.1', bound));
  return {
    address: `127.0.0.1:${socket.address().port}`,
    asked,
    stop: () => new Promise((closed) => socket.close(() => closed())),
  };
}

const sixteenBytes = (address: string): number[] =>
  address.split(':').flatMap((group) => [Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 0xff]);

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

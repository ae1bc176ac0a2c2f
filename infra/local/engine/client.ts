import { Agent, request } from 'node:http';
import { request as secureRequest } from 'node:https';

/** A refusal of the engine; `code` is DynamoDB's name for it, `ResourceNotFoundException`. */
export class EngineError extends Error {
  readonly code: string;

  constructor(operation: string, status: number, answer: string) {
    const { __type: type = '', message = '', Message = message } = parse(answer);
    super(`${operation}: ${status} ${Message || type || answer.slice(0, 200)}`);
    this.name = 'EngineError';
    this.code = type.split('#').pop() ?? '';
  }
}

const parse = (text: string): { __type?: string; message?: string; Message?: string } => {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
};

/**
 * Speaks DynamoDB's JSON protocol directly. The host uses it instead of the SDK to read the stream: a record on the wire
 * is exactly what Lambda passes to a function, and reading it costs a tenth.
 */
export interface EngineClient {
  /** @throws EngineError */
  call<Answer>(operation: string, input: object): Promise<Answer>;
  close(): void;
}

const services: Readonly<Record<string, string>> = {
  DescribeStream: 'DynamoDBStreams_20120810',
  GetRecords: 'DynamoDBStreams_20120810',
  GetShardIterator: 'DynamoDBStreams_20120810',
  ListStreams: 'DynamoDBStreams_20120810',
};

export function createEngineClient(endpoint: string, region: string): EngineClient {
  const agent = new Agent({ keepAlive: true });
  const send = endpoint.startsWith('https:') ? secureRequest : request;
  const url = new URL(endpoint);
  // Emulators read the key id and the region out of the header and check no signature.
  const authorization = `AWS4-HMAC-SHA256 Credential=local/20260101/${region}/dynamodb/aws4_request, SignedHeaders=host, Signature=0`;
  return {
    call<Answer>(operation: string, input: object) {
      const body = JSON.stringify(input);
      return new Promise<Answer>((resolve, reject) => {
        const sent = send(url, {
          method: 'POST',
          ...(url.protocol === 'http:' && { agent }),
          headers: {
            'content-type': 'application/x-amz-json-1.0',
            'content-length': Buffer.byteLength(body),
            'x-amz-target': `${services[operation] ?? 'DynamoDB_20120810'}.${operation}`,
            'x-amz-date': '20260101T000000Z',
            authorization,
          },
        });
        sent.on('error', reject);
        sent.on('response', (answer) => {
          const chunks: Buffer[] = [];
          answer.on('data', (chunk: Buffer) => chunks.push(chunk));
          answer.on('error', reject);
          answer.on('end', () => {
            const bytes = Buffer.concat(chunks);
            if (answer.statusCode !== 200)
              return reject(new EngineError(operation, answer.statusCode ?? 0, bytes.toString()));
            resolve(JSON.parse(bytes.toString()) as Answer);
          });
        });
        sent.end(body);
      });
    },
    close: () => agent.destroy(),
  };
}

/** A program that takes webhooks, verifies what signs them and answers 204, or 401 to what is not ours. */
export interface ReceiverProgram {
  language: string;
  /** How it is started, with the secret and the port in the environment. */
  start: string;
  file: string;
  code: string;
}

const node = `import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';

function verify(body, headers, secret) {
  const { 'webhook-id': id, 'webhook-timestamp': time, 'webhook-signature': signatures = '' } = headers;
  if (!(Math.abs(Date.now() / 1000 - Number(time)) <= 300)) throw new Error('sent too long ago, or a wrong clock');
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  const expected = createHmac('sha256', key).update(\`\${id}.\${time}.\${body}\`).digest();
  const fits = signatures.split(' ').some((signature) => {
    const given = Buffer.from(signature.replace(/^v1,/, ''), 'base64');
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
  if (!fits) throw new Error('not signed with our secret');
  return JSON.parse(body);
}

createServer(async (request, response) => {
  const body = Buffer.concat(await request.toArray()).toString(); // the exact text: it is what was signed
  try {
    const event = verify(body, request.headers, process.env.RECADO_SECRET);
    console.log(request.headers['webhook-id'], event.event);
    response.writeHead(204).end();
  } catch (error) {
    response.writeHead(401).end(error.message);
  }
}).listen(process.env.PORT ?? 8080, '127.0.0.1');
`;

const python = `import base64, hashlib, hmac, json, os, time
from http.server import BaseHTTPRequestHandler, HTTPServer

def verify(body: bytes, headers, secret: str):
    sent_at = headers.get("webhook-timestamp", "")
    if not sent_at.isdigit() or abs(time.time() - int(sent_at)) > 300:
        raise ValueError("sent too long ago, or a wrong clock")
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = f"{headers.get('webhook-id')}.{sent_at}.".encode() + body
    expected = "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    signatures = headers.get("webhook-signature", "").split(" ")
    if not any(hmac.compare_digest(one.encode(), expected.encode()) for one in signatures):
        raise ValueError("not signed with our secret")
    return json.loads(body)

class Receiver(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("content-length", 0)))  # the exact bytes: they are what was signed
        try:
            event = verify(body, self.headers, os.environ["RECADO_SECRET"])
            print(self.headers["webhook-id"], event["event"], flush=True)
            self.send_response(204)
        except ValueError:
            self.send_response(401)
        self.end_headers()

HTTPServer(("127.0.0.1", int(os.environ.get("PORT", 8080))), Receiver).serve_forever()
`;

const php = `<?php
function verify(string $body, string $secret): array {
    $id = $_SERVER['HTTP_WEBHOOK_ID'] ?? '';
    $time = $_SERVER['HTTP_WEBHOOK_TIMESTAMP'] ?? '';
    if (!ctype_digit($time) || abs(time() - (int) $time) > 300) {
        throw new RuntimeException('sent too long ago, or a wrong clock');
    }
    $key = base64_decode(preg_replace('/^whsec_/', '', $secret));
    $expected = 'v1,' . base64_encode(hash_hmac('sha256', "$id.$time.$body", $key, true));
    foreach (explode(' ', $_SERVER['HTTP_WEBHOOK_SIGNATURE'] ?? '') as $signature) {
        if (hash_equals($expected, $signature)) return json_decode($body, true);
    }
    throw new RuntimeException('not signed with our secret');
}

$body = file_get_contents('php://input'); // the exact text: it is what was signed
try {
    $event = verify($body, getenv('RECADO_SECRET'));
    error_log($_SERVER['HTTP_WEBHOOK_ID'] . ' ' . $event['event']);
    http_response_code(204);
} catch (RuntimeException $error) {
    http_response_code(401);
}
`;

/** Each is complete: nothing has to be installed besides the language. */
export const receivers: readonly ReceiverProgram[] = [
  {
    language: 'Node.js',
    file: 'receiver.mjs',
    start: 'RECADO_SECRET=whsec_… PORT=8080 node receiver.mjs',
    code: node,
  },
  {
    language: 'Python',
    file: 'receiver.py',
    start: 'RECADO_SECRET=whsec_… PORT=8080 python3 receiver.py',
    code: python,
  },
  {
    language: 'PHP',
    file: 'receiver.php',
    start: 'RECADO_SECRET=whsec_… php -S 127.0.0.1:8080 receiver.php',
    code: php,
  },
];

/** The legacy signatures that receivers verify: the secret's text is the key, and the body alone is signed. */
export const documentedSignatures: readonly Pick<ReceiverProgram, 'language' | 'code'>[] = [
  {
    language: 'Node.js',
    code: `import { createHmac, timingSafeEqual } from 'node:crypto';

const same = (one, other) => one.length === other.length && timingSafeEqual(one, other);
const digest = (body, secret) => createHmac('sha256', secret).update(body).digest('hex');

/** X-Talkyria-Signature: sha256=… */
export const isTalkyrias = (body, signature, secret) =>
  same(Buffer.from(signature), Buffer.from(\`sha256=\${digest(body, secret)}\`));

/** X-Telyport-Signature: … */
export const isTelyports = (body, signature, secret) =>
  same(Buffer.from(signature), Buffer.from(digest(body, secret)));
`,
  },
  {
    language: 'Python',
    code: `import hashlib, hmac

def digest(body: bytes, secret: str) -> str:
    return hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()

def is_talkyrias(body: bytes, signature: str, secret: str) -> bool:
    """X-Talkyria-Signature: sha256=…"""
    return hmac.compare_digest(signature, "sha256=" + digest(body, secret))

def is_telyports(body: bytes, signature: str, secret: str) -> bool:
    """X-Telyport-Signature: …"""
    return hmac.compare_digest(signature, digest(body, secret))
`,
  },
];

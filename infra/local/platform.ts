import { request } from '../request.ts';

/** The public platform API, as its users call it. */
export interface Platform {
  /** @throws Error with the answer, when it is not a 2xx */
  call<Answer>(method: string, path: string, key: string, body?: object): Promise<Answer>;
}

export class Refused extends Error {
  readonly status: number;

  constructor(what: string, status: number, answer: string) {
    super(`${what} answered ${status}: ${answer}`);
    this.name = 'Refused';
    this.status = status;
  }
}

export function platformAt(url: string): Platform {
  return {
    async call(method, path, key, body) {
      const response = await request(url + path, {
        method,
        headers: {
          authorization: `Bearer ${key}`,
          ...(body && { 'content-type': 'application/json' }),
        },
        ...(body && { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      if (!response.ok) throw new Refused(`${method} ${url}${path}`, response.status, text);
      return text === '' ? undefined : JSON.parse(text);
    },
  };
}

/** A tenant to try things with, and a key of each mode. */
export interface DemoTenant {
  id: string;
  name: string;
  testKey: string;
  liveKey: string;
}

const DEMO = { name: 'Mi Tienda', country: 'CO', currency: 'COP', domain: 'mitienda.myshopify.com' };

export async function createDemoTenant(platform: Platform, adminKey: string): Promise<DemoTenant> {
  const { id } = await platform.call<{ id: string }>('POST', '/platform/v1/tenants', adminKey, DEMO);
  const keyOf = async (mode: 'test' | 'live') => {
    const path = `/platform/v1/tenants/${id}/api-keys`;
    const { key } = await platform.call<{ key: string }>('POST', path, adminKey, { mode, label: 'demo' });
    return key;
  };
  return { id, name: DEMO.name, testKey: await keyOf('test'), liveKey: await keyOf('live') };
}

import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { freemem, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { startHost } from '../../../infra/local/host.ts';
import { builtInItems } from '../../../infra/regions/built-in.ts';
import { progress } from '../report/report.ts';
import { apiOf, openShop, type Shop } from '../shop/shop.ts';
import { costsDuring } from './capacity.ts';
import { type ExportCost, measureExport } from './exports.ts';
import { storeLargeShop } from './large-shop.ts';

/** What a request to a shop of very many orders takes. */
export interface LargeRequest {
  kind: 'search' | 'list' | 'sort';
  request: string;
  total: number;
  p50Ms: number;
  p95Ms: number;
  readUnits: number;
}

export interface Large {
  orders: number;
  /** To store them and their words. */
  storeSeconds: number;
  requests: LargeRequest[];
  /** Over all requests of a kind. */
  searchP95Ms: number;
  listP95Ms: number;
  export: ExportCost;
}

/** The request, of any size. */
const asked: readonly (readonly [LargeRequest['kind'], string])[] = [
  ['list', ''],
  ['list', '?page=5&limit=20'],
  ['list', '?status=pending'],
  ['list', '?status=delivered'],
  ['list', '?status=needs_review'],
  ['list', '?status=delivered&page=9999'],
  ['list', '?startDate=DAY'],
  ['list', '?startDate=DAY&status=cancelled'],
  ['search', '?searchTerm=maria+gonzalez'],
  ['search', '?searchTerm=gonzalez'],
  ['search', '?searchTerm=mar'],
  ['search', '?searchTerm=lukasz'],
  ['search', '?searchTerm=%2B57+300+010+4729'],
  ['search', '?searchTerm=4729'],
  ['search', '?searchTerm=%231729'],
  ['search', '?searchTerm=web-1729'],
  ['search', '?searchTerm=c1729%40example.com'],
  ['search', '?searchTerm=nobody'],
  ['search', '?searchTerm=maria&startDate=DAY'],
  ['sort', '?sortBy=final_amount&startDate=DAY'],
];

const MEMORY = '/dev/shm';
const BYTES_PER_ORDER = 8_000;

function hasRoom(orders: number): boolean {
  if (!existsSync(MEMORY)) return false;
  const { bavail, bsize } = statfsSync(MEMORY);
  return Math.min(bavail * bsize, freemem()) > 2 * orders * BYTES_PER_ORDER;
}

const ADMIN_KEY = 'admin_bench';

interface StoredShop {
  shop: Shop;
  storeSeconds: number;
}

/**
 * Stores a shop of so many orders on disk, and measures searches, lists and an export of all.
 * @param kept a folder to store it in for good, or where it is already
 */
export async function measureLarge(
  orders: number,
  times: number,
  kept: string | undefined,
  keep: (found: Omit<Large, 'export'>) => void,
): Promise<Large> {
  const dataDir = kept === undefined ? mkdtempSync(join(tmpdir(), 'recado-large-')) : resolve(kept);
  const note = join(dataDir, 'shop.json');
  const start = () => startHost({ dataDir, adminKey: ADMIN_KEY, items: builtInItems(), log: progress });
  try {
    if (!existsSync(note)) writeFileSync(note, JSON.stringify(await storeShop(dataDir, orders)));
    const { shop, storeSeconds }: StoredShop = JSON.parse(readFileSync(note, 'utf8'));
    const host = await start();
    try {
      const { test } = apiOf(shop, host.url);
      const day = new Date(Date.now() - 86_400_000).toISOString();
      const requests: LargeRequest[] = [];
      const all: { kind: string; ms: number }[] = [];
      for (const [kind, query] of asked) {
        const path = `/v1/orders${query.replace('DAY', day)}`;
        const took: number[] = [];
        let total = 0;
        progress(`${query || 'the first page'}`);
        const costs = await costsDuring(async () => {
          for (let time = 0; time < times; time++) {
            const asking = performance.now();
            ({ total } = await test.call<{ total: number }>('GET', path, undefined, {
              'x-tenant-api-key': shop.testKey,
            }));
            took.push(performance.now() - asking);
          }
        });
        const units = [...costs].find(([name]) => name.endsWith('-search-orders'))?.[1].readUnits ?? 0;
        requests.push({
          ...{ kind, request: query || 'the first page', total },
          ...{ p50Ms: share(took, 0.5), p95Ms: share(took, 0.95), readUnits: units / times },
        });
        all.push(...took.map((ms) => ({ kind, ms })));
      }
      const p95Of = (wanted: string) =>
        share(
          all.filter(({ kind }) => kind === wanted).map(({ ms }) => ms),
          0.95,
        );
      const found = {
        ...{ orders, storeSeconds, requests },
        ...{ searchP95Ms: p95Of('search'), listP95Ms: p95Of('list') },
      };
      keep(found);
      const exported = await measureExport(host, apiOf(shop, host.url), (line) =>
        progress(`Export: ${line}`),
      );
      return { ...found, export: exported };
    } finally {
      await host.stop();
    }
  } finally {
    if (kept === undefined) rmSync(dataDir, { recursive: true, force: true });
  }
}

/** Stores it in memory first where there is room: no write waits for a disk then. */
async function storeShop(dataDir: string, orders: number): Promise<StoredShop> {
  const storing = hasRoom(orders) ? mkdtempSync(join(MEMORY, 'recado-large-')) : dataDir;
  const host = await startHost({
    ...{ dataDir: storing, adminKey: ADMIN_KEY, items: builtInItems(), log: progress },
  });
  const shop = await openShop(host.url, host.adminKey);
  const { tableName } = host;
  await host.stop();
  const began = performance.now();
  const scope = { tenantId: shop.tenant.id, mode: 'test' } as const;
  await storeLargeShop(storing, tableName, shop.tenant, scope, orders, progress);
  const storeSeconds = (performance.now() - began) / 1000;
  if (storing !== dataDir) {
    progress('Moving the shop to disk');
    cpSync(storing, dataDir, { recursive: true });
    rmSync(storing, { recursive: true });
  }
  return { shop, storeSeconds };
}

function share(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
}

import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { freemem, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { startHost } from '../../../infra/local/host.ts';
import { builtInItems } from '../../../infra/regions/built-in.ts';
import { progress } from '../report/report.ts';
import { median, quantile } from '../report/statistics.ts';
import { apiOf, openShop, type Shop, type ShopApi } from '../shop/shop.ts';
import { costsDuring } from './capacity.ts';
import { type ExportCost, type FileCost, measureExport, measureListFile } from './exports.ts';
import { filledIn, p95Of, type RequestKind, requestKinds, type Took } from './large-requests.ts';
import { storeLargeShop } from './large-shop.ts';

/** What a request to a shop of very many orders takes. */
export interface LargeRequest {
  kind: RequestKind['kind'];
  /** The first of them. */
  request: string;
  /** How many orders the first one finds. */
  total: number;
  firstMs: number;
  p50Ms: number;
  p95Ms: number;
  /** On average. */
  readUnits: number;
}

export interface Large {
  orders: number;
  /** To store them and their words. */
  storeSeconds: number;
  requests: LargeRequest[];
  /** Over all requests of a kind; undefined before there are any. */
  searchP95Ms: number | undefined;
  listP95Ms: number | undefined;
  sortP95Ms: number | undefined;
  export: ExportCost;
  /** The file of a list with all orders, which reads them whole. */
  listFile: FileCost;
}

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
 * Stores a shop of this many orders on disk, and measures searches, lists and files of all.
 * @param kept a folder to store it in for good, or where it is already
 * @param keep called after each kind of request, and each file
 */
export async function measureLarge(
  orders: number,
  times: number,
  kept: string | undefined,
  keep: (found: Partial<Large>) => void,
): Promise<Large> {
  const dataDir = kept === undefined ? mkdtempSync(join(tmpdir(), 'recado-large-')) : resolve(kept);
  const note = join(dataDir, 'shop.json');
  const start = () => startHost({ dataDir, adminKey: ADMIN_KEY, items: builtInItems(), log: progress });
  try {
    if (!existsSync(note)) writeFileSync(note, JSON.stringify(await storeShop(dataDir, orders)));
    const { shop, storeSeconds }: StoredShop = JSON.parse(readFileSync(note, 'utf8'));
    const host = await start();
    try {
      const requests: LargeRequest[] = [];
      const took: Took[] = [];
      const found = () => ({
        ...{ orders, storeSeconds, requests },
        searchP95Ms: p95Of(took, 'search'),
        listP95Ms: p95Of(took, 'list'),
        sortP95Ms: p95Of(took, 'sort'),
      });
      for (const asked of requestKinds) {
        progress(nameOf(asked));
        requests.push(await measureAsked(apiOf(shop, host.url), asked, { orders, times }, took));
        keep(found());
      }
      const tell = (line: string) => progress(`Export: ${line}`);
      const exported = await measureExport(host, apiOf(shop, host.url), tell);
      keep({ ...found(), export: exported });
      const listFile = await measureListFile(host, apiOf(shop, host.url), tell);
      const all = { ...found(), export: exported, listFile };
      keep(all);
      return all;
    } finally {
      await host.stop();
    }
  } finally {
    if (kept === undefined) rmSync(dataDir, { recursive: true, force: true });
  }
}

const nameOf = ({ query }: RequestKind): string => query(0) || 'the first page';

/** @param took gets the time of each */
async function measureAsked(
  { test, testKey }: ShopApi,
  asked: RequestKind,
  { orders, times }: { orders: number; times: number },
  took: Took[],
): Promise<LargeRequest> {
  const now = Date.now();
  const all: { ms: number; total: number }[] = [];
  const costs = await costsDuring(async () => {
    for (let time = 0; time < times; time++) {
      const path = `/v1/orders${filledIn(asked.query(time), orders, now)}`;
      const asking = performance.now();
      const { total } = await test.call<{ total: number }>('GET', path, undefined, {
        'x-tenant-api-key': testKey,
      });
      all.push({ ms: performance.now() - asking, total });
    }
  });
  const { kind } = asked;
  const milliseconds = all.map(({ ms }) => ms);
  took.push(...milliseconds.map((ms) => ({ kind, ms })));
  const units = [...costs].find(([name]) => name.endsWith('-search-orders'))?.[1].readUnits ?? 0;
  return {
    ...{ kind, request: nameOf(asked), total: all[0]?.total ?? 0, readUnits: units / times },
    ...{ firstMs: milliseconds[0] ?? 0, p50Ms: median(milliseconds), p95Ms: quantile(milliseconds, 0.95) },
  };
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

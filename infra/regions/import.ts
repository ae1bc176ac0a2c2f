import { request } from '../request.ts';
import { builtInFiles } from './built-in.ts';
import { readRegions } from './files.ts';

/**
 * `npm run regions:import [-- file.geojson …]`: writes the regions of GeoJSON files, or the built-in ones, through the
 * platform API at `RECADO_URL` with `ADMIN_API_KEY`. Doing it again changes nothing.
 */
async function importRegions(url: string, adminKey: string, files: readonly (URL | string)[]): Promise<void> {
  for (const { code, settings } of files.flatMap(readRegions)) {
    const at = `${url}/platform/v1/regions/${encodeURIComponent(code)}`;
    const answer = await request(at, {
      method: 'PUT',
      headers: { authorization: `Bearer ${adminKey}`, 'content-type': 'application/json' },
      body: JSON.stringify(settings),
    });
    if (!answer.ok)
      throw new Error(`${code} was refused with ${answer.status}: ${await answer.text()} (PUT ${at})`);
    console.log(`${code}  ${settings.name}`);
  }
}

const { RECADO_URL: url, ADMIN_API_KEY: adminKey } = process.env;
const files = process.argv.slice(2);
try {
  if (!url || !adminKey) throw new Error('Set RECADO_URL (where to import to) and ADMIN_API_KEY');
  await importRegions(url.replace(/\/$/, ''), adminKey, files.length > 0 ? files : builtInFiles);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

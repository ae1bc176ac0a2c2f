import type { ServerAddress } from './sender.ts';

/** Where requests to a service go, and the values that their headers and signatures need. */
export interface OriginAddress extends ServerAddress {
  /** The `Host` header. */
  host: string;
  region: string;
}

/** The regions of the partition `aws`, whose hosts are named alike (partitions.json of the SDK). */
const REGIONS = /^(us|eu|ap|sa|ca|me|af|il|mx)-\w+-\d+$/;

/**
 * The address of a service by the variables that the SDK reads; undefined where only the SDK can resolve it.
 * @param named its endpoint, where the caller knows it
 */
export function originOf(
  { name, variable }: { name: string; variable: string },
  named: string | undefined,
  region: string | undefined,
  environment: NodeJS.ProcessEnv = process.env,
): OriginAddress | undefined {
  const { AWS_REGION, AWS_ENDPOINT_URL, AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: ignored } = environment;
  const place = region ?? AWS_REGION;
  if (!place || environment.AWS_PROFILE) return undefined;
  const given =
    named ??
    (ignored === 'true' ? undefined : environment[`AWS_ENDPOINT_URL_${variable}`] || AWS_ENDPOINT_URL);
  const { AWS_USE_FIPS_ENDPOINT: fips, AWS_USE_DUALSTACK_ENDPOINT: dualStack } = environment;
  if (!given && (fips === 'true' || dualStack === 'true' || !REGIONS.test(place))) return undefined;
  const { protocol, hostname, port, host, pathname } = new URL(
    given || `https://${name}.${place}.amazonaws.com`,
  );
  if (pathname !== '/') return undefined;
  return { protocol, hostname, ...(port && { port: Number(port) }), host, region: place };
}

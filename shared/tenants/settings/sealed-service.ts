import type { Cipher, SecretPurpose } from '../../adapters/cipher/cipher.ts';
import { Problem } from '../../base/problem.ts';

/** Another party's service that a tenant uses, as it is stored. */
export interface SealedService {
  /** `http`, `twilio`: the provider whose rules the settings follow. */
  provider: string;
  /** Without its secrets. */
  settings: Readonly<Record<string, unknown>>;
  /** By name, each by the cipher in the tenant's context. */
  secrets: Readonly<Record<string, string>>;
}

/** Which settings of a service are secret, and where each comes from. */
export interface SecretRules {
  /**
   * By name: one that must be given, one that need not be there, one that must be given with another setting, or one that is
   * made where none is given.
   */
  readonly secrets: Readonly<Record<string, 'required' | 'optional' | { with: string } | (() => string)>>;
  /** Settings that a secret belongs to: when one of them changes, the secret must be given again. */
  readonly boundTo: readonly string[];
}

/** A service as a change of the tenant's settings names it. */
export interface GivenService extends Record<string, unknown> {
  /** Where there are several. */
  provider?: string | undefined;
}

/** The service's place in the settings: `voiceAgent`. */
export interface ServicePlace {
  purpose: SecretPurpose;
  tenantId: string;
  field: string;
}

export interface Sealing {
  sealed: SealedService;
  /** The secrets that were made just now, by name: the only time they are shown. */
  made: Record<string, string>;
}

/**
 * A service with its secrets sealed. A secret that is left out stays as it was if the service is the same.
 * @throws Problem invalid_request naming secrets that have to be given
 */
export async function sealService(
  cipher: Pick<Cipher, 'seal'>,
  place: ServicePlace,
  before: SealedService | null,
  { provider, ...given }: GivenService & { provider: string },
  { secrets: rules, boundTo }: SecretRules,
): Promise<Sealing> {
  const isSame =
    before?.provider === provider && boundTo.every((name) => before.settings[name] === given[name]);
  const secrets: Record<string, string> = {};
  const made: Record<string, string> = {};
  const missing: string[] = [];
  for (const [name, rule] of Object.entries(rules)) {
    const kept = isSame ? before.secrets[name] : undefined;
    if (given[name] === undefined && kept !== undefined) {
      secrets[name] = kept;
      continue;
    }
    const secret = given[name] ?? (typeof rule === 'function' ? rule() : undefined);
    if (secret === undefined) {
      const isNeeded = typeof rule === 'object' ? given[rule.with] !== undefined : rule === 'required';
      if (isNeeded) missing.push(name);
      continue;
    }
    if (given[name] === undefined) made[name] = String(secret);
    secrets[name] = await cipher.seal(String(secret), contextOf(place, name));
  }
  if (missing.length > 0)
    throw new Problem('invalid_request', {
      issues: missing.map((name) => ({ field: `${place.field}.${name}`, rule: 'required' })),
    });
  const settings = Object.entries(given).filter(([name, value]) => !(name in rules) && value !== undefined);
  return { sealed: { provider, settings: Object.fromEntries(settings), secrets }, made };
}

/** A service's settings, secrets among them. @throws SealedTextInvalid */
export async function openService(
  cipher: Pick<Cipher, 'open'>,
  place: Omit<ServicePlace, 'field'>,
  { settings, secrets }: SealedService,
): Promise<Record<string, unknown>> {
  const opened = await Promise.all(
    Object.entries(secrets).map(async ([name, sealed]) => [
      name,
      await cipher.open(sealed, contextOf(place, name)),
    ]),
  );
  return { ...settings, ...Object.fromEntries(opened) };
}

/** A sealed text is worth nothing as another secret of the same tenant. */
const contextOf = ({ purpose, tenantId }: Omit<ServicePlace, 'field'>, name: string) => ({
  purpose,
  tenantId,
  name,
});

import * as z from 'zod';
import type { SealedService } from '../../../tenants/settings/sealed-service.ts';

const Secret = z
  .string()
  .trim()
  .min(1)
  .max(1000)
  .regex(/[^*•●]/, 'secret: the stars that stand for one are none');

/** `es-co` and `es_CO` are one. */
const asMetaWrites = (language: string): string =>
  language.replace(
    /^([a-z]{2,3})(?:[-_]([a-z]{2}))?$/i,
    (_all, name: string, country?: string) =>
      name.toLowerCase() + (country === undefined ? '' : `_${country.toUpperCase()}`),
  );

/** The WhatsApp Cloud API of Meta, which sends messages from the tenant's number. */
export const WhatsAppSettings = z.strictObject({
  phoneNumberId: z
    .string()
    .trim()
    .regex(/^\d{5,25}$/, 'phone number id: digits, not the number')
    .describe("Meta's id of the number, not the number"),
  accessToken: Secret.optional().describe('Of a system user, with whatsapp_business_messaging'),
  appSecret: Secret.optional().describe('Of the Meta app: its webhooks are signed with it'),
  verifyToken: Secret.optional().describe('Any word: typed in with the webhook URL in the Meta app'),
  template: z
    .strictObject({
      name: z
        .string()
        .trim()
        .regex(/^[a-z0-9_]{1,512}$/, 'name of a template: small letters, digits and _'),
      language: z
        .string()
        .trim()
        .transform(asMetaWrites)
        .pipe(z.string().regex(/^[a-z]{2,3}(?:_[A-Z]{2})?$/, 'language of a template: es_CO'))
        .describe('As Meta writes it: es_CO'),
    })
    .describe('An approved template that asks for the confirmation, with three quick-reply buttons'),
  version: z
    .string()
    .trim()
    .transform((version) =>
      version.replace(/^[vV]?(\d{1,3})(?:\.(\d))?$/, (_all, of, minor = '0') => `v${of}.${minor}`),
    )
    .pipe(z.string().regex(/^v\d{1,3}\.\d$/, 'version: v24.0'))
    .optional()
    .describe('Of the Graph API: v24.0'),
  baseUrl: z.string().max(2048).optional().describe('Where private targets are allowed: a stand-in for Meta'),
});

/** In which language messages are written: `es_CO`. */
export function templateLanguageOf(service: SealedService | null): string | undefined {
  const { data } = WhatsAppSettings.pick({ template: true }).safeParse({
    template: service?.settings.template,
  });
  return data?.template.language;
}

const currencies = new Set(Intl.supportedValuesOf('currency'));

/** Whether a text is a currency of ISO 4217, in capitals: `COP`. */
export const isCurrency = (text: string): boolean => currencies.has(text);

/** Whether a text names a time zone of the IANA database: `America/Bogota`. */
export function isTimeZone(text: string): boolean {
  // Intl also takes bare offsets, which no daylight saving can be known of.
  if (!/^[A-Za-z][\w+/-]*$/.test(text)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: text });
    return true;
  } catch {
    return false;
  }
}

interface Defaults {
  /** The one zone of the country, or the one that most of its people live in. */
  timeZone: string;
  /** BCP 47. */
  language: string;
}

const es = (timeZone: string, country: string): Defaults => ({ timeZone, language: `es-${country}` });

const defaults: Readonly<Record<string, Defaults>> = {
  AR: es('America/Argentina/Buenos_Aires', 'AR'),
  BO: es('America/La_Paz', 'BO'),
  BR: { timeZone: 'America/Sao_Paulo', language: 'pt-BR' },
  CL: es('America/Santiago', 'CL'),
  CO: es('America/Bogota', 'CO'),
  CR: es('America/Costa_Rica', 'CR'),
  CU: es('America/Havana', 'CU'),
  DO: es('America/Santo_Domingo', 'DO'),
  EC: es('America/Guayaquil', 'EC'),
  GT: es('America/Guatemala', 'GT'),
  HN: es('America/Tegucigalpa', 'HN'),
  IN: { timeZone: 'Asia/Kolkata', language: 'en-IN' },
  MX: es('America/Mexico_City', 'MX'),
  NI: es('America/Managua', 'NI'),
  PA: es('America/Panama', 'PA'),
  PE: es('America/Lima', 'PE'),
  PR: es('America/Puerto_Rico', 'PR'),
  PY: es('America/Asuncion', 'PY'),
  SV: es('America/El_Salvador', 'SV'),
  UY: es('America/Montevideo', 'UY'),
  VE: es('America/Caracas', 'VE'),
};

/** Of a country by ISO 3166-1 alpha-2; undefined where a tenant has to say its own. */
export const defaultTimeZone = (country: string): string | undefined => defaults[country]?.timeZone;

export const defaultLanguage = (country: string): string => defaults[country]?.language ?? `en-${country}`;

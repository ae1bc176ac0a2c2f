import type { Voice } from './twiml.ts';

/** Neural voices by what Twilio speaks; there is none of es-CO and most others of America, which hear the Mexican one. */
const voices: Readonly<Record<string, Voice>> = {
  'es-ES': { voice: 'Polly.Lucia-Neural', language: 'es-ES' },
  'es-US': { voice: 'Polly.Lupe-Neural', language: 'es-US' },
  es: { voice: 'Polly.Mia-Neural', language: 'es-MX' },
  'pt-PT': { voice: 'Polly.Ines-Neural', language: 'pt-PT' },
  pt: { voice: 'Polly.Camila-Neural', language: 'pt-BR' },
  hi: { voice: 'Polly.Kajal-Neural', language: 'hi-IN' },
  'en-IN': { voice: 'Polly.Kajal-Neural', language: 'en-IN' },
  'en-GB': { voice: 'Polly.Amy-Neural', language: 'en-GB' },
  en: { voice: 'Polly.Joanna-Neural', language: 'en-US' },
};

const SPANISH = 'AR BO CL CO CR DO EC ES GT HN MX NI PA PE PR PY SV US UY VE'.split(' ');

/** Languages that speech is recognised in beyond those of the voices. */
const heard = new Set([...SPANISH.map((country) => `es-${country}`), 'en-AU', 'en-CA', 'en-NZ', 'en-ZA']);

/** The voice of a language and what its speech is recognised as. https://www.twilio.com/docs/voice/twiml/gather#languagetags */
export function voiceOf(tag: string): Voice & { heardAs: string } {
  const [language = '', ...rest] = tag.split('-');
  const region = rest.findLast((part) => /^[a-z]{2}$/i.test(part))?.toUpperCase();
  const full = `${language.toLowerCase()}-${region}`;
  const voice = voices[full] ?? voices[language.toLowerCase()] ?? voices.en;
  if (voice === undefined) throw new Error('English has no voice');
  return { ...voice, heardAs: heard.has(full) ? full : voice.language };
}

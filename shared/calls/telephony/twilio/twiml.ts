/** What a call does next, in TwiML. https://www.twilio.com/docs/voice/twiml */
export type Verb =
  | { verb: 'say'; text: string; voice: Voice }
  | {
      verb: 'gather';
      say: readonly { text: string; voice: Voice }[];
      action: string;
      language: string;
      hints: string;
    }
  | { verb: 'record'; action: string; recorded: string }
  | { verb: 'hangup' };

/** A voice that Twilio speaks with, and its language. */
export interface Voice {
  voice: string;
  language: string;
}

/** Seconds of silence after which the customer counts as not answering. */
const ANSWER_TIMEOUT_SECONDS = 6;

/** Seconds that a customer may say what is wrong. */
const MAX_SPEECH_SECONDS = 60;

export const TWIML_TYPE = 'text/xml; charset=utf-8';

/** The document that answers Twilio. */
export const twiml = (verbs: readonly Verb[]): string =>
  `<?xml version="1.0" encoding="UTF-8"?><Response>${verbs.map(written).join('')}</Response>`;

function written(verb: Verb): string {
  switch (verb.verb) {
    case 'say':
      return say(verb);
    case 'gather': {
      const { action, language, hints } = verb;
      const attributes = {
        input: 'dtmf speech',
        numDigits: '1',
        timeout: String(ANSWER_TIMEOUT_SECONDS),
        speechTimeout: 'auto',
        actionOnEmptyResult: 'true',
        method: 'POST',
        ...{ action, language, hints },
      };
      return element('Gather', attributes, verb.say.map(say).join(''));
    }
    case 'record': {
      const { action, recorded } = verb;
      const attributes = {
        maxLength: String(MAX_SPEECH_SECONDS),
        timeout: '5',
        finishOnKey: '#',
        playBeep: 'true',
        method: 'POST',
        recordingStatusCallbackMethod: 'POST',
        ...{ action, recordingStatusCallback: recorded },
      };
      return element('Record', attributes);
    }
    case 'hangup':
      return '<Hangup/>';
  }
}

const say = ({ text, voice }: { text: string; voice: Voice }): string =>
  element('Say', { voice: voice.voice, language: voice.language }, escaped(text));

function element(name: string, attributes: Readonly<Record<string, string>>, inner = ''): string {
  const given = Object.entries(attributes).map(([attribute, value]) => ` ${attribute}="${escaped(value)}"`);
  return inner === '' ? `<${name}${given.join('')}/>` : `<${name}${given.join('')}>${inner}</${name}>`;
}

/** Without what XML 1.0 does not allow in any form: most control characters, and halves of a character. */
const escaped = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replace(/[&<>"']/g, (sign) => ESCAPES[sign] ?? sign);

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

import { plainWords } from '../../base/text/fold.ts';

/** The meaning of a customer's answer to whether an order is wanted. */
export type PlainAnswer = 'yes' | 'no' | 'problem' | 'opt_out';

/**
 * The meaning of a few words, spoken or written, in Spanish, English, Hindi or Portuguese; undefined when they can mean more
 * than one thing, or nothing that was asked. An order is only wanted when nothing else was said: a mailbox that greets with
 * "si desea dejar un mensaje" has not confirmed.
 */
export function plainAnswer(text: string): PlainAnswer | undefined {
  const words = wordsIn(text);
  if (words.length === 0 || words.length > MAX_WORDS) return undefined;
  const padded = ` ${words.join(' ')} `;
  const has = (phrases: ReadonlySet<string>): boolean =>
    [...phrases].some((phrase) => padded.includes(` ${phrase} `));
  const isAll = (kind: ReadonlySet<string>, alsoAllowed: ReadonlySet<string> = FILLER): boolean =>
    words.every((word) => kind.has(word) || FILLER.has(word) || alsoAllowed.has(word)) &&
    words.some((word) => kind.has(word));
  if (has(OPT_OUT) || isAll(OPT_OUT_WORD)) return 'opt_out';
  if (has(UNCLEAR) || text.split(CLAUSE_END).some(isRefusalOfCancelling)) return undefined;
  if (has(PROBLEM)) return 'problem';
  if (isAll(YES) || (words.every((word) => FILLER.has(word)) && has(YES_PHRASE))) return 'yes';
  const isNo = isAll(NO, POLITE) || (has(REFUSAL) && !words.some((word) => ANOTHER_TIME.has(word)));
  return isNo && !words.some((word) => YES.has(word) && !POLITE.has(word)) ? 'no' : undefined;
}

/** Folded, and drawn out words as they are written otherwise: "siii", "nooo". */
const wordsIn = (text: string): string[] =>
  plainWords(text)
    .replace(/[^\p{L}\p{M}\p{N}\s]/gu, ' ')
    .trim()
    .split(/\s+/)
    .filter((word) => word !== '')
    .map((word) => {
      const short = word.replace(DRAWN_OUT, '$1');
      return !isAnswer(word) && isAnswer(short) ? short : word;
    });

/** Bounded: to look for longer ones would take as many steps as the square of a word has letters. */
const DRAWN_OUT = /(\p{L})\1{1,20}$/u;

const isAnswer = (word: string): boolean => YES.has(word) || NO.has(word);

const CLAUSE_END = /[.,;:!?¡¿।\n]+/;

/** "No quiero cancelar" is not a no, nor a yes that anybody could be sure of. */
function isRefusalOfCancelling(clause: string): boolean {
  const words = wordsIn(clause);
  const at = words.findIndex((word) => CANCEL.has(word));
  if (at === -1) return false;
  const before = words.slice(0, at).findLast((word) => !BETWEEN.has(word)) ?? '';
  return NEGATION.has(before) || NEGATION_AFTER.has(words[at + 1] ?? '');
}

/** A longer text is no answer to a yes-or-no question. */
const MAX_WORDS = 40;

const folded = (text: string): ReadonlySet<string> =>
  new Set(
    text
      .split('|')
      .map((phrase) =>
        plainWords(phrase)
          .replace(/[^\p{L}\p{M}\p{N}\s]/gu, ' ')
          .trim(),
      )
      .filter((phrase) => phrase !== ''),
  );

const YES = folded(
  `sí|si|claro|correcto|exacto|confirmo|confirmado|confirmar|confírmalo|confírmelo|acepto|dale|listo|vale|bueno|okay|ok|
  perfecto|afirmativo|obvio|efectivamente|sip|okey|yes|yeah|yep|yup|sure|correct|confirm|confirmed|right|absolutely|affirmative|sim|certo|isso|claro|
  aceito|pode|हाँ|हां|जी|ठीक|सही|कन्फर्म|कन्फ़र्म|haan|han|haa|ji|jee|theek|thik|sahi|uno|one|एक`.replace(
    /\n\s*/g,
    '',
  ),
);

/** Said with a yes and with a no alike: "claro que no", "जी नहीं". */
const POLITE = folded('claro|जी|ji|jee');

const CANCEL = folded(
  `cancelar|cancele|cancelen|canceles|cancela|cancelo|cancelarlo|cancelarla|cancélelo|cancélalo|cancélenlo|cancel|cancelled|
  canceled|रद्द|कैंसल|कैंसिल`.replace(/\n\s*/g, ''),
);

const NEGATION = folded('no|não|not|don|dont|never|nunca|नहीं|नही|nahi|nahin');

/** Of languages that say it after what it is about. */
const NEGATION_AFTER = folded('नहीं|नही|मत|ना|nahi|nahin|mat');

/** Words that may stand between a negation and the word for cancelling. */
const BETWEEN = folded(
  't|i|do|to|want|it|the|lo|la|le|me|se|o|a|que|quiero|quiere|deseo|quero|vayan|vaya|vou',
);

const NO = folded(
  'no|nop|nope|nah|não|nao|nunca|never|cancelar|cancele|cancelen|cancélenlo|canceled|cancela|cancelo|cancélelo|cancélalo|cancelado|cancel|cancelled|dos|two|नहीं|नही|ना|रद्द|कैंसल|कैंसिल|nahi|nahin|दो',
);

/** Words that say yes together, where nothing else is said. */
const YES_PHRASE = folded(
  `por supuesto|de acuerdo|está bien|así es|desde luego|of course|go ahead|that's fine|com certeza|con certeza|tudo bem|tá bom|
  tá certo`.replace(/\n\s*/g, ''),
);

/** Words that do not change an answer. */
const FILLER = folded(
  `señor|señora|señorita|gracias|muchas|por|favor|lo|la|el|los|mi|pedido|orden|que|de|acuerdo|supuesto|está|esta|bien|
  muy|con|quien|habla|así|es|mismo|ya|pues|alo|hola|quiero|deseo|please|thanks|thank|you|it|i|do|the|my|order|want|that|is|
  that|s|of|course|go|ahead|fine|sir|madam|hello|obrigado|obrigada|meu|o|a|quero|com|certeza|tudo|bem|है|हूँ|मैं|करें|करो|
  करना|करता|करती|चाहिए|मुझे|धन्यवाद|hai|hoon|main|kar|karo|chahiye|dhanyavaad|bhai|भाई|mesmo|ta|bom|con|desde|luego|porfa|y|and|e|और`.replace(
    /\n\s*/g,
    '',
  ),
);

/** A refusal, whatever else is said about it. */
const REFUSAL = folded(
  `no lo quiero|no la quiero|no quiero|ya no|no gracias|no deseo|no me interesa|no confirmo|cancele el pedido|cancelar el pedido|
  i don't want|don't want|do not want|not interested|no thanks|no thank you|cancel it|cancel the order|cancel my order|
  não quero|nao quero|não obrigado|não obrigada|cancela o pedido|cancelar o pedido|नहीं चाहिए|नही चाहिए|रद्द कर|nahi chahiye`.replace(
    /\n\s*/g,
    '',
  ),
);

/** "No lo quiero hoy" does not refuse the order. */
const ANOTHER_TIME = folded(
  'hoy|mañana|ahora|todavía|aún|que|today|tomorrow|now|yet|until|hoje|amanhã|agora|ainda|आज|कल|अभी|aaj|kal|abhi',
);

const PROBLEM = folded(
  `algo está mal|está mal|esta mal|no está bien|no es correcto|no está correcto|not right|not correct|problema|error|equivocado|equivocada|incorrecto|incorrecta|dirección|cambiar|cambio|corregir|
  otra dirección|something is wrong|something's wrong|wrong|mistake|incorrect|change|problem|address|não está certo|errado|
  errada|endereço|mudar|trocar|corrigir|गलत|ग़लत|समस्या|पता|बदलना|बदलें|galat|samasya`.replace(/\n\s*/g, ''),
);

/** Whole answers; among other words they mean something else: "la parte baja del barrio". */
const OPT_OUT_WORD = folded('stop|baja|pare|sair|unsubscribe');

const OPT_OUT = folded(
  `no me llamen|no me llame|no me llames|no llamen más|no me vuelvan a llamar|no vuelvan a llamar|
  no me escriban|no me escriba|no me escribas|no escriban más|no me manden mensajes|no me manden más mensajes|
  no me envíen mensajes|no me envíen más mensajes|no más mensajes|darme de baja|denme de baja|
  deme de baja|me doy de baja|dejen de llamar|dejen de escribir|never call|never call again|don't call|
  do not call|stop calling|stop texting|stop messaging|stop sending messages|stop sending me messages|stop messages|don't write|
  do not write|don't message|do not message|don't text|do not text|no more messages|no more calls|remove me|não me liguem|não me ligue|não ligue|não liguem|não me escrevam|
  não me mandem mensagens|não me mande mensagens|não me mandem mais mensagens|
  não me mande mais mensagens|não me enviem mensagens|não me envie mensagens|parem de ligar|parem de escrever|parem de mandar mensagens|फोन मत|फ़ोन मत|कॉल मत|मैसेज मत|संदेश मत|दोबारा फोन|call mat|phone mat|message mat|msg mat`.replace(
    /\n\s*/g,
    '',
  ),
);

/** Words of the others that mean something else together. */
const UNCLEAR = folded(
  `no hay problema|ningún problema|sin problema|no problem|not a problem|sem problema|não tem problema|cómo no|por qué no|why not|
  no sé|i don't know|não sei|पता नहीं|पता नही|pata nahi|no wrong|nothing wrong|nada está mal`.replace(
    /\n\s*/g,
    '',
  ),
);

import { plainWords } from '../../base/fold.ts';

/** What a customer means who is asked whether an order is wanted. */
export type PlainAnswer = 'yes' | 'no' | 'problem' | 'opt_out';

/**
 * What a few words mean, spoken or written, in Spanish, English, Hindi or Portuguese; undefined when they can mean more
 * than one thing, or nothing that was asked. An order is only wanted when nothing else was said: a mailbox that greets with
 * "si desea dejar un mensaje" has not confirmed.
 */
export function plainAnswer(text: string): PlainAnswer | undefined {
  const words = plainWords(text)
    .replace(/[^\p{L}\p{M}\p{N}\s]/gu, ' ')
    .trim()
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0 || words.length > MOST_WORDS) return undefined;
  const said = ` ${words.join(' ')} `;
  const has = (phrases: ReadonlySet<string>): boolean =>
    [...phrases].some((one) => said.includes(` ${one} `));
  const isAll = (kind: ReadonlySet<string>): boolean =>
    words.every((word) => kind.has(word) || FILLER.has(word)) && words.some((word) => kind.has(word));
  if (has(OPT_OUT) || isAll(OPT_OUT_WORD)) return 'opt_out';
  if (has(UNCLEAR)) return undefined;
  if (has(PROBLEM)) return 'problem';
  if (isAll(YES)) return 'yes';
  const isNo = isAll(NO) || has(REFUSAL);
  return isNo && !words.some((word) => YES.has(word)) ? 'no' : undefined;
}

/** A longer text is no answer to a yes-or-no question. */
const MOST_WORDS = 40;

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
  perfecto|afirmativo|obvio|yes|yeah|yep|yup|sure|correct|confirm|confirmed|right|absolutely|affirmative|sim|certo|isso|claro|
  aceito|pode|हाँ|हां|जी|ठीक|सही|कन्फर्म|कन्फ़र्म|haan|han|haa|ji|theek|thik|sahi|uno|one|एक`.replace(/\n\s*/g, ''),
);

const NO = folded(
  'no|nop|nope|nah|não|nao|nunca|never|cancelar|cancele|cancela|cancelo|cancélelo|cancélalo|cancelado|cancel|cancelled|dos|two|नहीं|नही|ना|रद्द|कैंसल|कैंसिल|nahi|nahin|दो',
);

/** What does not change an answer. */
const FILLER = folded(
  `señor|señora|señorita|gracias|muchas|por|favor|lo|la|el|los|mi|pedido|orden|que|de|acuerdo|supuesto|está|esta|bien|
  muy|con|quien|habla|así|es|mismo|ya|pues|alo|hola|quiero|deseo|please|thanks|thank|you|it|i|do|the|my|order|want|that|is|
  that|s|of|course|go|ahead|fine|sir|madam|hello|obrigado|obrigada|meu|o|a|quero|com|certeza|tudo|bem|है|हूँ|मैं|करें|करो|
  करना|करता|करती|चाहिए|मुझे|धन्यवाद|hai|hoon|main|kar|karo|chahiye|dhanyavaad|y|and|e|और`.replace(/\n\s*/g, ''),
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

const PROBLEM = folded(
  `algo está mal|está mal|esta mal|problema|error|equivocado|equivocada|incorrecto|incorrecta|dirección|cambiar|cambio|corregir|
  otra dirección|something is wrong|something's wrong|wrong|mistake|incorrect|change|problem|address|não está certo|errado|
  errada|endereço|mudar|trocar|corrigir|गलत|ग़लत|समस्या|पता|बदलना|बदलें|galat|samasya`.replace(/\n\s*/g, ''),
);

/** Whole answers; among other words they mean something else: "la parte baja del barrio". */
const OPT_OUT_WORD = folded('stop|baja|pare|sair|unsubscribe');

const OPT_OUT = folded(
  `no me llamen|no me llame|no me llames|no llamen más|no me vuelvan a llamar|no vuelvan a llamar|
  no me escriban|no me escriba|no escriban más|dejen de llamar|dejen de escribir|never call|never call again|don't call|
  do not call|stop calling|don't write|do not write|remove me|não me liguem|não me ligue|não ligue|não liguem|não me escrevam|
  parem de ligar|फोन मत|फ़ोन मत|कॉल मत|दोबारा फोन|call mat|phone mat`.replace(/\n\s*/g, ''),
);

/** Words of the others that mean something else together. */
const UNCLEAR = folded(
  `no hay problema|ningún problema|sin problema|no problem|not a problem|sem problema|não tem problema|cómo no|por qué no|why not|
  no sé|i don't know|não sei|पता नहीं|पता नही|pata nahi|no wrong|nothing wrong|nada está mal`.replace(
    /\n\s*/g,
    '',
  ),
);

/**
 * An attempt that waits for earlier events looks again and again whether it may be made: each look sends the next one as a
 * message of its own, and only then is acknowledged. A worker that dies in between, or a queue that delivers twice, leaves
 * two messages where there was one, and each of them would be sent on for as long as the attempt waits. So looks are numbered,
 * and the latest one is noted with the delivery after its message was sent: older ones are not sent on, and of one number
 * only the noted one is. A newer one than the noted one always is: its sender may be slow to note it.
 *
 * A look is written as its number, in nine digits so that looks are ordered as texts, `#`, and an id among those of
 * its number.
 */
export interface Look {
  /** The look that a message is; absent on one that was sent for any other reason, or by 0.2.0. */
  own: string | undefined;
  /** The look that is noted with the delivery; its message has been sent. */
  noted: string | undefined;
}

const DIGITS = 9;

/** The part of a look that orders it; before the first one there are none. */
export const numberOfLook = (look: string | undefined): string => (look ?? '').slice(0, DIGITS);

/** Whether another message looks again instead of this one: it may be acknowledged, though its attempt still waits. */
export function isSuperseded({ own, noted }: Look): boolean {
  if (own === undefined || noted === undefined || own === noted) return false;
  return numberOfLook(own) <= numberOfLook(noted);
}

/** The look after this one. @param id of its own among those of its number, which several senders of one look may make */
export function nextLook({ own, noted }: Look, id: string): string {
  const latest = Math.max(Number(numberOfLook(own)), Number(numberOfLook(noted)));
  return `${String(latest + 1).padStart(DIGITS, '0')}#${id}`;
}

/**
 * Whether the next look has to be noted. Most attempts wait for less than a second and look once or not at all: the first
 * message notes nothing, as its copies meet at the look after it.
 */
export const isNoted = ({ own, noted }: Look): boolean => own !== undefined || noted !== undefined;

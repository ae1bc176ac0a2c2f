/**
 * An attempt that waits for earlier events looks again and again whether it may be made: each look sends the next one as a
 * message of its own, and only then is acknowledged. A worker that dies in between, or a queue that delivers twice, leaves
 * two messages where there was one, and each of them would be sent on for as long as the attempt waits. So the latest look is
 * noted with the delivery, after its message was sent, and another one is not sent on.
 */
export interface Look {
  /** Which one a message is; absent on one that was sent for any other reason, or by 0.2.0. */
  own: string | undefined;
  /** Which one is noted with the delivery; its message has been sent. */
  noted: string | undefined;
}

/** Whether another message looks again instead of this one: it may be acknowledged, though its attempt still waits. */
export const isSuperseded = ({ own, noted }: Look): boolean =>
  own !== undefined && noted !== undefined && own !== noted;

/**
 * Whether the next look has to be noted. Most attempts wait for less than a second and look once or not at all: the first
 * message notes nothing, as its copies meet at the look after it.
 */
export const isNoted = ({ own, noted }: Look): boolean => own !== undefined || noted !== undefined;

import type { EventType } from './catalogue.ts';

/** The version of each event's data that is written and read now, where it is not the first. */
export const versions: Partial<Record<EventType, number>> = {};

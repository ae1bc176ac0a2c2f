/** The functions that a confirmed order runs most. */
export const HOT = ['trigger-call', 'relay-events', 'dial-call', 'deliver-webhook'] as const;
export type HotFunction = (typeof HOT)[number];

/** Where the present comes from. Everything that asks for the time takes one, so that a test can hold it still. */
export type Clock = () => Date;

export const systemClock: Clock = () => new Date();

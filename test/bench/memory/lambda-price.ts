/** What an invocation of a function takes, by what was measured. */
export interface Work {
  /** Processor time. */
  cpuMs: number;
  /** Waiting for others, while the processor does nothing. */
  waitMs: number;
}

/** Lambda shares out processor time by memory: a whole processor at this (Lambda developer guide, "Configure memory"). */
const WHOLE_PROCESSOR_MB = 1769;

/** USD for a gigabyte-second (Lambda pricing, us-east-1). */
const GIGABYTE_SECOND = { arm64: 0.0000133334, x86_64: 0.0000166667 } as const;

export type Architecture = keyof typeof GIGABYTE_SECOND;

/** From the smallest on, to where a function of one thread has a processor for itself. */
export const MEMORY_SIZES = [128, 256, 384, 512, 768, 1024, 1536, 1769] as const;

/** Milliseconds that are billed: what it waits for takes as long with little memory, what it works out does not. */
export const billedMs = ({ cpuMs, waitMs }: Work, memoryMb: number): number =>
  Math.ceil(waitMs + cpuMs / Math.min(1, memoryMb / WHOLE_PROCESSOR_MB));

/** USD for a million invocations of a function that lasts so long, without the price of the requests themselves. */
export const priceOfMillion = (ms: number, memoryMb: number, architecture: Architecture = 'arm64'): number =>
  ((1e6 * ms) / 1000) * (memoryMb / 1024) * GIGABYTE_SECOND[architecture];

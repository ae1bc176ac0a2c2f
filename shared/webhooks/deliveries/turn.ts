/** The right to make one attempt. */
export interface Turn {
  place: string;
  /** ISO 8601, UTC. */
  until: string;
  /** Milliseconds since 1970. */
  startAt: number;
}

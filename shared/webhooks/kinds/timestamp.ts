/** An instant as the documented payloads write it, without milliseconds: `2026-03-17T21:00:00Z`. */
export function toSeconds(iso: string): string {
  return `${new Date(iso).toISOString().slice(0, 19)}Z`;
}

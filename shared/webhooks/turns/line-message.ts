import type { Scope } from '../../base/scope.ts';

/** What the webhooks queue carries besides attempts: look through the line of an endpoint. It may come twice, or late. */
export interface LineMessage extends Scope {
  endpointId: string;
  /** ISO 8601, UTC: which look it is. */
  lineAt: string;
}

export function isLineMessage(value: unknown): value is LineMessage {
  if (typeof value !== 'object' || value === null) return false;
  const { tenantId, mode, endpointId, lineAt } = value as Record<string, unknown>;
  return (
    typeof tenantId === 'string' &&
    (mode === 'live' || mode === 'test') &&
    typeof endpointId === 'string' &&
    typeof lineAt === 'string' &&
    !Number.isNaN(Date.parse(lineAt))
  );
}

import { isId } from '../../../base/ids.ts';
import { Problem } from '../../../base/problem.ts';
import type { Scope } from '../../../base/scope.ts';

/** Identifies a dial of an order, so that its provider's reports find the call. */
export interface CallReference extends Scope {
  orderId: string;
  callId: string;
}

/** A reference is four identifiers of ours; anything longer is not one. */
const MAX_LENGTH = 400;

/** A call's reference for a URL: base64url of a JSON list. It names the call and proves nothing. */
export function encodeReference({ tenantId, mode, orderId, callId }: CallReference): string {
  return Buffer.from(JSON.stringify([tenantId, mode, orderId, callId])).toString('base64url');
}

/** @throws Problem not_found when the text is no reference of ours */
export function decodeReference(ref: string): CallReference {
  const [tenantId, mode, orderId, callId] = parseList(ref);
  const isOurs =
    isText(tenantId) &&
    isId('tenant', tenantId) &&
    isText(orderId) &&
    isText(callId) &&
    // A test call has no order.
    (isId('testCall', callId) ? orderId === callId : isId('order', orderId) && isId('call', callId));
  if (!isOurs || (mode !== 'live' && mode !== 'test')) throw new Problem('not_found');
  return { tenantId, mode, orderId, callId };
}

/** Where a provider reports a call. @param path below `/callbacks/calls/`: `http` is `https://…/callbacks/calls/http?ref=…` */
export function callbackUrl(publicUrl: string, reference: CallReference, path: string): string {
  return `${publicUrl.replace(/\/+$/, '')}/callbacks/calls/${path}?ref=${encodeReference(reference)}`;
}

function parseList(ref: string): unknown[] {
  if (ref.length > MAX_LENGTH || !/^[\w-]+$/.test(ref)) return [];
  try {
    const parsed: unknown = JSON.parse(Buffer.from(ref, 'base64url').toString());
    return Array.isArray(parsed) && parsed.length === 4 ? parsed : [];
  } catch {
    return [];
  }
}

const isText = (value: unknown): value is string => typeof value === 'string';

import type { Item, Key } from '../../adapters/dynamo/expressions.ts';
import type { Table } from '../../adapters/dynamo/table.ts';
import type { Order } from '../../orders/order/order.ts';
import { orderAmong, orderKeys } from '../../orders/store/order-store.ts';
import { isOptedOut } from '../../tenants/opt-outs.ts';
import { messageCreditKey, type Tenant, tenantFromItem, tenantKey } from '../../tenants/tenant.ts';
import {
  faultFromItem,
  type VoiceAgentFault,
  voiceAgentFaultKey,
  whatsappFaultKey,
} from '../../tenants/voice-agent-fault.ts';
import { type Call, callFromItem, callKey } from '../call/call.ts';
import type { CallReference } from '../telephony/port/reference.ts';

/** What a dial is decided on. */
export interface DialState {
  order: Order;
  call: Call;
  tenant: Tenant;
  claimUntil: Date | undefined;
  optedOut: boolean;
  /** What keeps the tenant's provider from taking calls. */
  fault: VoiceAgentFault | null;
  /** The same of messages. */
  whatsappFault: VoiceAgentFault | null;
  /** What the tenant has left of messages, where they are limited. */
  messageCredit: Item | undefined;
}

export async function loadDial(table: Table, reference: CallReference): Promise<DialState | undefined> {
  const { tenantId, orderId, callId } = reference;
  const keys = [
    callKey(reference, orderId, callId),
    tenantKey(tenantId),
    voiceAgentFaultKey(tenantId),
    whatsappFaultKey(tenantId),
    messageCreditKey(tenantId),
  ] as const;
  const items = await table.batchGet([...orderKeys(reference, orderId), ...keys]);
  const [callItem, tenantItem, faultItem, whatsappFault, messageCredit] = keys.map(
    ({ pk, sk }: Key): Item | undefined => items.find((item) => item.pk === pk && item.sk === sk),
  );
  const order = await orderAmong(table, reference, orderId, items);
  if (!order || !callItem || !tenantItem) return undefined;
  const { claimUntil } = callItem;
  return {
    order,
    call: callFromItem(callItem),
    tenant: tenantFromItem(tenantItem),
    claimUntil: typeof claimUntil === 'string' ? new Date(claimUntil) : undefined,
    fault: faultItem && !faultItem.isToldLater ? faultFromItem(faultItem) : null,
    whatsappFault: whatsappFault ? faultFromItem(whatsappFault) : null,
    messageCredit,
    optedOut: await isOptedOut(table, reference, order.customer.phone),
  };
}

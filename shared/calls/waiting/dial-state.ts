import type { Item } from '../../adapters/dynamo/expressions.ts';
import type { Order } from '../../orders/order/order.ts';
import { orderAmong, orderKeys } from '../../orders/store/order-store.ts';
import { isOptedOut } from '../../tenants/opt-outs.ts';
import { messageCreditKey, type Tenant, tenantFromItem, tenantKey } from '../../tenants/tenant/tenant.ts';
import { type FactsServices, loadTenantFacts } from '../../tenants/tenant/tenant-facts.ts';
import {
  faultFromItem,
  type VoiceAgentFault,
  voiceAgentFaultKey,
  whatsappFaultKey,
} from '../../tenants/tenant/voice-agent-fault.ts';
import { type Call, callFromItem, callKey } from '../call/call.ts';
import type { CallReference } from '../telephony/port/reference.ts';

/** The state on which a dial is decided. */
export interface DialState {
  order: Order;
  call: Call;
  tenant: Tenant;
  claimUntil: Date | undefined;
  /** Loaded only while the customer may still be called or written to. */
  isOptedOut: boolean;
  /** The fault that keeps the tenant's provider from taking calls. */
  fault: VoiceAgentFault | null;
  /** The same of messages. */
  whatsappFault: VoiceAgentFault | null;
  /** Messages left to the tenant, where they are limited. */
  messageCredit: Item | undefined;
}

export async function loadDial(
  { table, factsOf = (tenantId) => loadTenantFacts(table, tenantId) }: FactsServices,
  reference: CallReference,
): Promise<DialState | undefined> {
  const { tenantId, orderId, callId } = reference;
  const key = callKey(reference, orderId, callId);
  const [items, factAt] = await Promise.all([
    table.batchGet([...orderKeys(reference, orderId), key]),
    factsOf(tenantId),
  ]);
  const callItem = items.find(({ sk }) => sk === key.sk);
  const tenantItem = factAt(tenantKey(tenantId));
  const faultItem = factAt(voiceAgentFaultKey(tenantId));
  const whatsappFault = factAt(whatsappFaultKey(tenantId));
  const order = await orderAmong(table, reference, orderId, items);
  if (!order || !callItem || !tenantItem) return undefined;
  const { claimUntil } = callItem;
  const call = callFromItem(callItem);
  return {
    order,
    call,
    tenant: tenantFromItem(tenantItem),
    claimUntil: typeof claimUntil === 'string' ? new Date(claimUntil) : undefined,
    fault: faultItem && !faultItem.isToldLater ? faultFromItem(faultItem) : null,
    whatsappFault: whatsappFault ? faultFromItem(whatsappFault) : null,
    messageCredit: factAt(messageCreditKey(tenantId)),
    isOptedOut: isPending(call) && (await isOptedOut(table, reference, order.customer.phone)),
  };
}

/** Most messages about a call find that it was made already. */
const isPending = ({ status }: Call): boolean => status === 'queued' || status === 'dialing';

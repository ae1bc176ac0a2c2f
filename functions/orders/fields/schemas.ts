import * as z from 'zod';
import { orderStatuses, paymentStatuses } from '../../../shared/events/order-words.ts';
import { noteTypes } from '../../../shared/orders/order/order.ts';

const Timestamp = z.string().describe('ISO 8601, UTC');

const ItemAnswer = z.object({
  product_retailer_id: z.string().optional(),
  name: z.string(),
  quantity: z.number(),
  price: z.number().nullable(),
  sku: z.string().optional(),
  modification: z.number().optional().describe('The discount of a promotion on its price'),
});

const PaymentAnswer = z.object({
  status: z.enum(paymentStatuses),
  amount: z.number(),
  currency: z.string(),
  payment_id: z.string().nullable(),
  method: z.string().nullable(),
});

const shared = {
  _id: z.string(),
  referenceId: z.string(),
  name: z.string().optional(),
  email: z.string().optional(),
  user_id: z.string().optional(),
  final_amount: z.number(),
  delivery_method: z.string(),
  product_items: z.array(ItemAnswer),
  product_customizations: z.record(z.string(), z.json()).optional(),
  payment_info: PaymentAnswer.optional(),
  external_order_source: z.string().optional(),
  external_order_id: z.string().optional(),
  external_order_number: z.string().optional(),
  created_at: Timestamp,
  updated_at: Timestamp,
};

export const CreatedAnswer = z.object({
  success: z.literal(true),
  message: z.string(),
  order: z.object({
    ...shared,
    status: z.string().describe('As it was sent'),
    mobile: z.string().describe('E.164'),
    delivery_details: z.record(z.string(), z.json()).optional(),
  }),
});

export const OrderAnswer = z.object({
  ...shared,
  status: z.enum(orderStatuses),
  mobile: z.string().describe('E.164 without the plus sign'),
  payment_status: z.enum(paymentStatuses),
  currency: z.string().describe('ISO 4217'),
  delivery_details: z.record(z.string(), z.json()),
  notes: z.string().optional(),
});

export const OrderDetails = OrderAnswer.extend({
  order_history: z
    .array(z.object({ status: z.enum(orderStatuses), timestamp: Timestamp, note: z.string() }))
    .describe('The latest 20 statuses, oldest first; all of them are on the timeline'),
});

export const ListAnswer = z.object({
  orders: z.array(
    OrderAnswer.extend({
      truncated: z
        .array(z.string())
        .optional()
        .describe(
          'Fields that are not whole, because the list would not fit an answer; the order alone has them',
        ),
    }),
  ),
  total: z.number().int().describe('All orders that match, on every page'),
  totalPages: z.number().int(),
});

export const DoneAnswer = z.object({ success: z.literal(true), message: z.string() });

export const TimelineAnswer = z
  .array(
    z.object({
      id: z.string(),
      title: z.string(),
      description: z.string(),
      type: z.enum(noteTypes),
      timestamp: Timestamp,
      metadata: z.record(z.string(), z.json()),
    }),
  )
  .describe('Oldest first');

export const EventAnswer = DoneAnswer.extend({ eventId: z.string() });

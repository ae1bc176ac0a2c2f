import * as z from 'zod';
import { freeText, moneyAmount } from '../../../shared/base/input/coerce.ts';
import { oneLine } from '../../../shared/base/text/text.ts';
import { declare } from '../../../shared/http/declaration.ts';
import { OrderID, optionalId, WalletTypeName } from '../fields/fields.ts';
import { Success } from '../fields/success.ts';
import {
  CreateBody,
  createExample,
  PostpaidBody,
  postpaidExample,
  WalletBody,
  walletExample,
} from './create-body.ts';
import { DeliveryView } from './delivery-view.ts';

const delivery = { dialect: 'delivery', audience: 'key' } as const;

const pendingPayment = z
  .boolean()
  .describe('Whether it will only be booked once its wallet has enough money');

export const createDeliveryRoute = declare({
  ...delivery,
  name: 'create-delivery',
  method: 'POST',
  path: '/v2/order/create',
  summary: 'Orders a delivery, postpaid or from a wallet',
  description:
    'With the id of an order in `businessOrderID`, the amount due on that order is collected at the door. A wallet order without enough money waits up to 15 minutes for it, under a `temporaryOrderID`.',
  table: 'write',
  asksPlaces: true,
  body: CreateBody,
  bodyExample: createExample,
  answers: {
    200: {
      description:
        'Ordered; without enough money in the wallet it waits up to 15 minutes, and orderID is empty',
      schema: Success(
        z.object({
          orderID: z.string(),
          pendingPayment,
          temporaryOrderID: z.string().describe('Empty for postpaid orders'),
          trackingLink: z.string(),
        }),
      ),
    },
  },
});

export const createPostpaidDeliveryRoute = declare({
  ...delivery,
  name: 'create-postpaid-delivery',
  method: 'POST',
  path: '/v2/order/create/postpaid',
  summary: 'Orders a delivery on credit: the older form',
  description: 'As `create-delivery` with the payment mode `postpaid`.',
  table: 'write',
  asksPlaces: true,
  body: PostpaidBody,
  bodyExample: postpaidExample,
  answers: {
    200: {
      description: 'Ordered',
      schema: Success(z.object({ orderId: z.string(), pendingPayment: z.literal('false') })),
    },
  },
});

export const createWalletDeliveryRoute = declare({
  ...delivery,
  name: 'create-wallet-delivery',
  method: 'POST',
  path: '/v2/order/create/wallet',
  summary: 'Orders a delivery from a wallet with enough money: the older form',
  description: 'As `create-delivery` with the payment mode `wallet`.',
  table: 'write',
  asksPlaces: true,
  body: WalletBody,
  bodyExample: walletExample,
  answers: {
    200: {
      description: 'Ordered',
      schema: Success(z.object({ orderID: z.string(), pendingPayment, temporaryOrderID: z.string() })),
    },
  },
});

export const getDeliveryRoute = declare({
  ...delivery,
  name: 'get-delivery',
  method: 'GET',
  path: '/v2/order',
  summary: 'A delivery',
  description: 'By its `orderID`, with its agent, places, price and payment.',
  table: 'read',
  partitions: ['PARCEL#', 'PARCELOWNER#'],
  query: z.object({ orderID: OrderID }),
  answers: { 200: { description: 'The delivery', schema: Success(DeliveryView) } },
});

export const cancelDeliveryRoute = declare({
  ...delivery,
  name: 'cancel-delivery',
  method: 'POST',
  path: '/v2/order/cancel',
  summary:
    'Cancels and refunds a delivery that has not been picked up yet, or cancels one that is waiting for money',
  description: 'A delivery that the agent has picked up can only be returned.',
  table: 'write',
  body: z
    .object({
      // An empty one has its own code, so it must not count as missing.
      orderID: z
        .custom<string>()
        .meta({ type: 'string' })
        .pipe(z.string().trim().max(200))
        .nullish()
        .describe('A temporaryOrderID is accepted too'),
      temporaryOrderID: optionalId.describe('Of a wallet order; used when orderID is missing'),
      reason: freeText(z.string().overwrite(oneLine).max(2000)),
    })
    .superRefine(({ orderID, temporaryOrderID }, context) => {
      if ((orderID ?? undefined) !== undefined || temporaryOrderID) return;
      context.addIssue({ code: 'custom', path: ['orderID'], input: orderID, params: { rule: 'required' } });
    }),
  bodyExample: { orderID: 'IN0000000000000', reason: 'any reason' },
  answers: {
    200: {
      description: 'Cancelled',
      schema: Success(
        z.object({
          message: z.string(),
          orderID: z.string().describe('Empty for one that was still waiting under a temporaryOrderID'),
          temporaryOrderID: z.string().optional().describe('When it was cancelled by this id'),
        }),
      ),
    },
  },
});

export const getPaymentStatusRoute = declare({
  ...delivery,
  name: 'get-payment-status',
  method: 'GET',
  path: '/v2/order/payment-status',
  summary: 'Returns whether a wallet order is paid',
  description: 'By the `temporaryOrderID` of a wallet order that was waiting for money.',
  table: 'write',
  query: z.object({ temporaryOrderID: z.string().trim().max(100) }),
  answers: {
    200: {
      description: 'orderID and transactionID are empty until it is paid',
      schema: Success(
        z.object({
          createdAt: z.iso.datetime(),
          orderID: z.string(),
          status: z.enum(['PENDING', 'SUCCESS', 'FAILED']),
          temporary_id: z.string(),
          transactionID: z.string(),
        }),
      ),
    },
  },
});

export const addTestMoneyRoute = declare({
  ...delivery,
  name: 'add-test-money',
  testOnly: true,
  method: 'POST',
  path: '/v2/test/wallet',
  summary: 'Adds test money to a wallet; test keys only',
  description: 'Books the waiting deliveries that it can pay for, oldest first.',
  table: 'write',
  body: z.object({ amount: moneyAmount(z.number()), userID: optionalId, walletType: WalletTypeName }),
  bodyExample: { amount: 500, walletType: 'business' },
  answers: {
    200: {
      description: 'The new balance, in major units',
      schema: Success(
        z.object({
          balance: z.number(),
          currency: z.string(),
          transactionID: z.string(),
          userID: z.string(),
          walletType: z.enum(['business', 'user']),
        }),
      ),
    },
  },
});

export const bookingRoutes = [
  createDeliveryRoute,
  createPostpaidDeliveryRoute,
  createWalletDeliveryRoute,
  getDeliveryRoute,
  cancelDeliveryRoute,
  getPaymentStatusRoute,
  addTestMoneyRoute,
];

/** Pure rules that are about one thing, and the tests that hold them. */
export interface Room {
  name: string;
  /** Files of `shared/`. */
  rules: readonly string[];
  /** Files of `test/`; none of them starts anything. */
  tests: readonly string[];
  /** The least share of mutants that the tests must find, in percent: all of them where one would cost an order or money. */
  least: number;
}

export const rooms: readonly Room[] = [
  {
    name: 'money',
    rules: [
      'orders/order/money.ts',
      'orders/order/payment.ts',
      'orders/order/payment-words.ts',
      'deliveries/booking/promo-code.ts',
      'deliveries/wallets/account.ts',
      'deliveries/wallets/entry.ts',
      'serviceability/pricing/cash.ts',
      'serviceability/pricing/money.ts',
      'serviceability/pricing/price.ts',
    ],
    tests: [
      'orders/money/money.test.ts',
      'orders/money/payment.test.ts',
      'orders/money/payment-words.test.ts',
      'deliveries/account.test.ts',
      'deliveries/amounts.test.ts',
      'deliveries/entry.property.test.ts',
      'deliveries/postings.test.ts',
      'serviceability/money.test.ts',
      'serviceability/price.test.ts',
    ],
    least: 100,
  },
  {
    name: 'cash',
    rules: [
      'deliveries/booking/booking-rule.ts',
      'deliveries/booking/collection.ts',
      'deliveries/lifecycle/cash-at-door.ts',
      'deliveries/lifecycle/pay-at-door.ts',
    ],
    tests: [
      'deliveries/amounts.test.ts',
      'deliveries/booking-rule.test.ts',
      'deliveries/cash-at-door.test.ts',
    ],
    least: 100,
  },
  {
    name: 'confirmation',
    rules: [
      'calls/outcomes/end-call.ts',
      'calls/rounds/begin-round.ts',
      'calls/rounds/start-round.ts',
      'calls/call/policy.ts',
      'calls/rounds/trigger-rule.ts',
      'orders/order/status.ts',
      'orders/changes/reopen.ts',
      'orders/order/end-rounds.ts',
    ],
    tests: [
      'calls/rounds/begin-round.test.ts',
      'calls/rounds/end-call*.test.ts',
      'calls/rounds/start-round.test.ts',
      'calls/rounds/rounds.property.test.ts',
      'calls/rounds/policy.test.ts',
      'calls/whatsapp/chat-rule.test.ts',
      'orders/changes/reopen.test.ts',
      'orders/changes/status.test.ts',
    ],
    least: 100,
  },
  {
    name: 'words of answers',
    rules: ['calls/answers/plain-answer.ts'],
    tests: ['calls/answers/plain-answer.test.ts'],
    least: 100,
  },
  {
    name: 'orders referred to',
    rules: ['calls/rounds/order-referred-to.ts'],
    tests: ['calls/rounds/order-referred-to.test.ts'],
    least: 100,
  },
  {
    name: 'chat answers',
    rules: ['calls/outcomes/chat-rule.ts'],
    tests: ['calls/whatsapp/chat-rule.test.ts'],
    least: 100,
  },
  {
    name: 'reports',
    rules: ['calls/outcomes/progress-rule.ts'],
    tests: ['calls/rounds/progress-rule.test.ts'],
    least: 100,
  },
  {
    name: 'updates',
    rules: [
      'orders/changes/logistics.ts',
      'orders/changes/stale-delivery.ts',
      'orders/changes/update-rule.ts',
    ],
    tests: ['orders/changes/logistics.test.ts', 'orders/changes/update-rule.test.ts'],
    least: 100,
  },
  {
    name: 'intake',
    rules: ['intake/intake-rule.ts'],
    tests: ['intake/intake-rule.test.ts'],
    least: 100,
  },
  {
    name: 'dispatch',
    rules: [
      'deliveries/booking/booking-failures.ts',
      'deliveries/delivery/transitions.ts',
      'deliveries/dispatch/booking-message.ts',
      'deliveries/dispatch/dispatch-rule.ts',
      'deliveries/delivery/follow-delivery.ts',
    ],
    tests: [
      'deliveries/booking-failures.test.ts',
      'deliveries/follow-delivery.test.ts',
      'deliveries/transitions.test.ts',
      'dispatch/booking-message.test.ts',
      'dispatch/dispatch-rule.test.ts',
    ],
    least: 100,
  },
  {
    name: 'one-time passwords',
    rules: [
      'deliveries/delivery/otp.ts',
      'deliveries/lifecycle/details.ts',
      'deliveries/lifecycle/verify-otp.ts',
    ],
    tests: ['deliveries/details.test.ts', 'deliveries/verify-otp.test.ts'],
    least: 100,
  },
];

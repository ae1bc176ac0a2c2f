import { toMajor } from '../../shared/pricing/money.ts';
import type { Price } from '../../shared/pricing/price.ts';
import type { Prices } from '../../shared/serviceability/get-prices.ts';

/** The data of pricing's answer. */
export function viewPrices({ kilometres, taxRate, prices }: Prices) {
  const pricing = [...Map.groupBy(prices, ({ urgency }) => urgency)].map(([urgency, bySize]) => [
    urgency,
    Object.fromEntries(bySize.map(({ size, price }) => [size, viewPrice(price)])),
  ]);
  return { distance: kilometres, pricing: Object.fromEntries(pricing), taxes: { gst: taxRate / 100 } };
}

const viewPrice = ({ currency, net, tax, total }: Price) => ({
  basePrice: toMajor(net, currency),
  taxes: toMajor(tax, currency),
  totalPrice: toMajor(total, currency),
});

import type { Prices } from '../../../shared/serviceability/get-prices.ts';
import { toMajor } from '../../../shared/serviceability/pricing/money.ts';
import type { Price } from '../../../shared/serviceability/pricing/price.ts';

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

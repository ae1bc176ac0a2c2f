/**
 * `85600` COP as `85.600 pesos colombianos` or, with the currency's code, as `COP 85.600`, without decimals that are zero.
 * @param language BCP 47
 */
export function spokenAmount(
  total: string,
  currency: string,
  language: string,
  currencyDisplay: 'name' | 'code' = 'name',
): string {
  const amount = Number(total);
  try {
    const named = { style: 'currency', currency, currencyDisplay } as const;
    return new Intl.NumberFormat(language, { ...named, trailingZeroDisplay: 'stripIfInteger' }).format(
      amount,
    );
  } catch {
    // Not an amount or a currency code: shown as it came, for people to understand.
    return `${total} ${currency}`;
  }
}

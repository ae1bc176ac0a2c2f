/** The wire formats that Recado speaks; `meta` is what belongs to none of them. */
export type DialectName =
  | 'confirmation'
  | 'orders'
  | 'intake'
  | 'delivery'
  | 'platform'
  | 'callbacks'
  | 'console'
  | 'meta';

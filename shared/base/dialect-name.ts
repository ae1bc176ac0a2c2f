/** The wire formats that Recado speaks; `meta` is everything outside of them. */
export type DialectName =
  | 'confirmation'
  | 'orders'
  | 'intake'
  | 'delivery'
  | 'platform'
  | 'callbacks'
  | 'console'
  | 'meta';

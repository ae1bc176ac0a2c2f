/**
 * Every way a request can be refused, with its HTTP status. A code is stable; its text belongs to the dialect that
 * answers (`shared/http/dialects`), because each speaks its own language and error format.
 */
export const problems = {
  invalid_request: 400,
  invalid_json: 400,
  unsupported_media_type: 400,
  invalid_phone: 400,
  credit_exhausted: 400,
  phone_opted_out: 400,
  voice_agent_missing: 400,
  unauthenticated: 401,
  test_key_needed: 401,
  session_ended: 401,
  wrong_credentials: 401,
  forbidden: 403,
  role_needed: 403,
  test_mode_needed: 403,
  foreign_origin: 403,
  not_found: 404,
  order_not_found: 404,
  method_not_allowed: 405,
  conflict: 409,
  limit_reached: 409,
  email_taken: 409,
  last_owner: 409,
  ambiguous_order: 409,
  order_exists: 409,
  reference_taken: 409,
  view_exists: 409,
  webhook_endpoint_disabled: 409,
  webhook_attempt_under_way: 409,
  webhook_recovery_finished: 409,
  too_many_webhook_endpoints: 409,
  too_many_webhook_secrets: 409,
  logistics_final: 400,
  delivery_refused: 400,
  illegal_move: 409,
  action_not_possible: 409,
  otp_missing: 400,
  otp_wrong: 400,
  otp_exhausted: 409,
  wrong_cash: 400,
  idempotency_key_reused: 409,
  idempotency_answer_secret: 409,
  link_invalid: 410,
  precondition_failed: 412,
  body_too_large: 413,
  order_too_large: 413,
  answer_too_large: 400,
  unsupported_encoding: 415,
  rate_limited: 429,
  internal: 500,
  unavailable: 503,
} as const satisfies Record<string, number>;

export type ProblemCode = keyof typeof problems;

/** The details from which a dialect words a refusal. `field` is the dotted path in the request's own names. */
export interface ProblemDetails {
  field?: string;
  allowed?: readonly string[];
  issues?: readonly ProblemIssue[];
  retryAfterSeconds?: number;
  [detail: string]: unknown;
}

/** One thing wrong with one field, in terms that any language can phrase. */
export interface ProblemIssue {
  field: string;
  rule: string;
  expected?: string | number;
  allowed?: readonly string[];
}

/** A refusal that the caller may read. Anything else that is thrown is our fault and answers 500 without inner text. */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly details: ProblemDetails;

  constructor(code: ProblemCode, details: ProblemDetails = {}, options?: ErrorOptions) {
    super(details.field === undefined ? code : `${code}: ${details.field}`, options);
    this.name = 'Problem';
    this.code = code;
    this.details = details;
  }

  get status(): number {
    return problems[this.code];
  }
}

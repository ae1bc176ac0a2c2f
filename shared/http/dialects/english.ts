import type { Problem, ProblemCode, ProblemIssue } from '../../base/problem.ts';
import { sentenceOf } from './first-issues.ts';

const texts: Record<ProblemCode, string> = {
  invalid_request: 'The request is not valid',
  invalid_json: 'The body is not valid JSON',
  invalid_phone: 'The phone number is not valid',
  credit_exhausted: 'The tenant has no live calls left',
  phone_opted_out: 'The customer does not want to be called',
  voice_agent_missing: 'Live calls need a voice agent: set voiceAgent on the tenant',
  unauthenticated: 'The API key is missing or not valid',
  test_key_needed: 'Only test keys may do that',
  session_ended: 'The session has ended: sign in again',
  wrong_credentials: 'The e-mail or the password is wrong',
  forbidden: 'This key may not do that',
  role_needed: 'This needs the role',
  test_mode_needed: 'Only test mode allows that',
  foreign_origin: 'The request does not come from the console itself',
  not_found: 'There is no such resource',
  order_not_found: 'There is no such order',
  method_not_allowed: 'This path does not take that method',
  conflict: 'The resource was changed at the same time',
  limit_reached: 'The maximum number of these is reached',
  email_taken: 'A member has that e-mail already',
  last_owner: 'A tenant needs an owner: make another member one first',
  ambiguous_order: 'More than one order has that id',
  order_exists: 'This source has an order with that external id already',
  reference_taken: 'Another order has that reference',
  view_exists: 'Another saved view has that name',
  webhook_endpoint_disabled: 'The webhook endpoint is disabled',
  webhook_attempt_under_way: 'An attempt of this delivery is under way; try again when it has ended',
  webhook_recovery_finished: 'The recovery has finished already',
  too_many_webhook_endpoints: 'The limit of webhook endpoints is reached',
  too_many_webhook_secrets:
    'Too many secrets sign at the same time; wait for an overlap to end or rotate with none',
  logistics_final: 'The order has reached a final logistic status',
  illegal_move: 'The status of the delivery does not allow that step',
  action_not_possible: 'The order does not allow that action',
  otp_missing: 'This step needs its one-time password',
  otp_wrong: 'The one-time password is wrong',
  otp_exhausted: 'The one-time password allows no more attempts',
  wrong_cash: 'The cash collected differs from the amount to collect: send cashDifferenceReason to record it',
  delivery_refused: 'This delivery cannot be made',
  idempotency_key_reused: 'This Idempotency-Key was used with another request',
  idempotency_answer_secret:
    'This request was already carried out; its answer held a secret and was not kept',
  link_invalid: 'The link was used already, or is too old: ask for a new one',
  precondition_failed: 'The resource is not in the state that the request asks for',
  body_too_large: 'The body is larger than 256 kB',
  order_too_large: 'The order takes more than 256 kB: it needs fewer items, or shorter texts',
  answer_too_large: 'The answer would be larger than 6 MB; ask for less at a time',
  unsupported_media_type: 'The body must be sent as application/json in UTF-8',
  unsupported_encoding: 'The body must be sent without compression',
  rate_limited: 'Too many requests',
  internal: 'Internal error',
  unavailable: 'The service cannot answer at the moment; try again',
};

const kinds: Record<string, string> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
  null: 'null',
};

/** What is written instead of a format's name, where the reader may not know its form. */
const formats: Record<string, string> = {
  country: 'country code of ISO 3166-1: CO',
  currency: 'currency code of ISO 4217: COP',
  'time zone': 'time zone of the IANA database: America/Bogota',
  language: 'language tag: es-CO',
  domain: 'domain: mitienda.com',
  source: 'source: letters, digits, spaces and _ . : -, with a letter or a digit first',
  pincode: 'pincode: 3 to 10 letters and digits',
  days: 'number of days: 1 to 9999',
  attempts: 'number of attempts, or range of it: 2, 1-3, 4-',
};

/** The text of a refusal: of its first issues by field, when it has any. */
export function problemInEnglish({ code, details }: Problem): string {
  if (details.issues?.length) return sentenceOf(details.issues, issueInEnglish);
  const { field, role, fault } = details;
  if (code === 'unauthenticated' && fault !== undefined) return 'The signature is missing or not valid';
  if (code === 'role_needed') return `${texts[code]} ${role}`;
  return field === undefined ? texts[code] : `${texts[code]}: ${field}`;
}

export function issueInEnglish({ field, rule, expected, allowed }: ProblemIssue): string {
  const name = field === '' ? 'The body' : field;
  switch (rule) {
    case 'required':
      return `${name} is missing`;
    case 'type':
      return `${name} must be ${kinds[String(expected)] ?? expected}`;
    case 'min_length':
      return expected === 1
        ? `${name} must not be empty`
        : `${name} must have at least ${expected} characters`;
    case 'max_length':
      return `${name} must have at most ${expected} characters`;
    case 'max_bytes':
      return `${name} must have at most ${expected} bytes`;
    case 'min_items':
      return `${name} must have at least ${entries(expected)}`;
    case 'max_items':
      return `${name} must have at most ${entries(expected)}`;
    case 'minimum':
      return `${name} must be at least ${expected}`;
    case 'exclusive_minimum':
      return `${name} must be more than ${expected}`;
    case 'maximum':
      return `${name} must be at most ${expected}`;
    case 'exclusive_maximum':
      return `${name} must be less than ${expected}`;
    case 'multiple_of':
      return `${name} must be a multiple of ${expected}`;
    case 'one_of':
      return `${name} must be one of: ${allowed?.join(', ')}`;
    case 'unknown':
      return `${name} is not known here`;
    case 'repeated':
      return `${name} must be given once`;
    case 'too_deep':
      return `${name} is nested more than ${expected} levels deep`;
    case 'read_only':
      return `${name} cannot be changed`;
    case 'amount':
      return `${name} must be an amount of money, 0 or more, with at most 4 decimals`;
    case 'ambiguous_amount':
      return `${name} may mean ${expected}: send it as a number, or with two decimals or none`;
    case 'whole_amount':
      return `${name} must be a whole amount: ${expected} has no decimals`;
    case 'format':
      return expected === undefined
        ? `${name} is not in the right format`
        : `${name} must be a valid ${formats[String(expected)] ?? expected}`;
    default:
      return expected === undefined ? `${name} is not valid` : `${name} ${expected}`;
  }
}

const entries = (count: unknown): string => `${count} ${Number(count) === 1 ? 'entry' : 'entries'}`;

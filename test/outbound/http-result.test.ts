import { describe, expect, it } from 'vitest';
import { ExchangeFailed, failureOf } from '../../shared/adapters/outbound/http-result.ts';

const withCode = (code: string) => Object.assign(new Error(`10.0.0.1:443 ${code}`), { code });

describe('the class of a failure', () => {
  it.each([
    ['ENOTFOUND', 'dns'],
    ['EAI_AGAIN', 'dns'],
    ['ECONNREFUSED', 'refused'],
    ['EHOSTUNREACH', 'unreachable'],
    ['ENETUNREACH', 'unreachable'],
    ['ECONNRESET', 'reset'],
    ['EPIPE', 'reset'],
    ['ETIMEDOUT', 'timeout'],
    ['EPROTO', 'tls'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'tls'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'tls'],
    ['CERT_HAS_EXPIRED', 'tls'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'tls'],
    ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'tls'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'tls'],
    ['HPE_INVALID_CONSTANT', 'invalid_response'],
    ['HPE_HEADER_OVERFLOW', 'invalid_response'],
    ['EMFILE', 'unknown'],
  ])('of %s is %s', (code, failure) => {
    expect(failureOf(withCode(code))).toBe(failure);
  });

  it('is the one that it was thrown with', () => {
    expect(failureOf(new ExchangeFailed('blocked_address'))).toBe('blocked_address');
  });

  it('of anything else is unknown', () => {
    expect([failureOf(new Error('no code')), failureOf('text'), failureOf(undefined)]).toEqual([
      'unknown',
      'unknown',
      'unknown',
    ]);
  });
});

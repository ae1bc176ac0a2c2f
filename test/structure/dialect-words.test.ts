import { describe, expect, it } from 'vitest';
import { returnReasonNames, statusNames, stepNames } from '../../shared/http/dialects/delivery-words.ts';
import { sources, textOf } from './imports.ts';

/** What is documented to receivers of the delivery API's webhooks is built here. */
const WEBHOOKS = 'shared/webhooks/kinds/delivery-changed.ts';

const inDialect = (path: string): boolean => !path.startsWith('shared/') || path.startsWith('shared/http/');

/** Files of the domain that say a word. */
const saying = (word: RegExp): string[] =>
  sources.filter((path) => !inDialect(path) && word.test(textOf(path)));

/** What only the wire has, capitals included. */
const names = [
  ...Object.values(statusNames),
  ...Object.values(stepNames),
  ...Object.values(returnReasonNames).map(({ code }) => code),
];

describe('words of the delivery API', () => {
  it('are no codes of refusals below the dialect', () => {
    expect(saying(/\bE[0-3]\d\d\b/)).toEqual([]);
  });

  it.each(names)('%s is nowhere below the dialect', (name) => {
    expect(saying(new RegExp(`\\b${name}\\b`))).toEqual([]);
  });

  it.each([
    'house_no',
    'no_of_items',
    'disableOTPVerification',
    'requestID',
    'trackingID',
    'transactionID',
    'userID',
    'mobileNumber',
    'ignorePhoneCheck',
    'allowDuplicate',
    'collectionsAmount',
    'scheduleOrderAt',
    'scheduledTimestamp',
    'Telyport_admin',
    'cancelledByUser\\w*',
    'rto',
    'SEND',
    'RECEIVE',
    'taskCompleteDetails',
    'otpVerification',
    'verifiedPhoneNumber',
  ])('%s names nothing below the dialect', (name) => {
    expect(saying(new RegExp(`\\b${name}\\b`))).toEqual([]);
  });

  it.each(['orderID', 'businessOrderID', 'temporaryOrderID', 'webhookEventID'])(
    '%s is a name only where a webhook of the delivery API is built',
    (name) => {
      expect(saying(new RegExp(`\\b${name}\\b`))).toEqual([WEBHOOKS]);
    },
  );

  it('are no attributes and no public page of ours either', () => {
    const pages = sources.filter((path) => path.startsWith('functions/tracking/'));
    const said = pages.filter((path) => names.some((name) => new RegExp(`\\b${name}\\b`).test(textOf(path))));
    expect(pages.length).toBeGreaterThan(2);
    expect(said).toEqual([]);
  });
});

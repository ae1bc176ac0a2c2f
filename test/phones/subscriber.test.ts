import { describe, expect, test } from 'vitest';
import { isSameSubscriber } from '../../shared/phones/subscriber.ts';

describe('one subscriber, however the country wrote the number', () => {
  test.each([
    ['+573001234567', '+573001234567'],
    ['+5491123456789', '+541123456789'],
    ['+541115' + '23456789', '+5491123456789'],
    ['+5435115' + '2345678', '+5493512345678'],
    ['+54296615' + '234567', '+5492966234567'],
    ['+5511987654321', '+551187654321'],
    ['+5215512345678', '+525512345678'],
  ])('%s and %s', (one, other) => {
    expect([isSameSubscriber(one, other), isSameSubscriber(other, one)]).toEqual([true, true]);
  });
});

describe('others stay others', () => {
  test.each([
    ['+573001234567', '+573001234568'],
    ['+573001234567', '+523001234567'],
    // A landline of São Paulo, and a mobile whose last eight digits are the same.
    ['+551132345678', '+5511932345678'],
    ['+5511987654321', '+552187654321'],
    ['+5491123456789', '+5493511234567'],
    ['+5215512345678', '+525512345679'],
    ['+15512345678', '+5512345678'],
  ])('%s and %s', (one, other) => {
    expect(isSameSubscriber(one, other)).toBe(false);
  });
});

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { buttons } from '../../../shared/calls/chat/port/templates.ts';
import { questionText, templateVariables, wordings } from '../../../shared/calls/chat/port/wording.ts';

const GUIDE = readFileSync(new URL('../../../shared/calls/chat/README.md', import.meta.url), 'utf8');

/** Everything as long as an order may have it. */
const script = {
  ...{ callType: 'confirmation' as const, orderNumber: '#1001', total: '99999999999.99', currency: 'COP' },
  ...{ customerName: 'n'.repeat(500), storeName: 's'.repeat(500) },
  ...{ products: 'p'.repeat(5000), address: 'a'.repeat(5000) },
} as const;

describe.each(Object.entries(wordings))('the template in %s', (language, { body, buttons: labels }) => {
  test('is in the guide as transcripts show it, with its buttons in their order', () => {
    expect(GUIDE).toContain(`| ${body} | ${buttons.map((button) => labels[button]).join(' · ')} |`);
  });

  test('is as Meta takes it: no variable at either end, none beside another, and short buttons', () => {
    expect(body).toMatch(/^[^{].*[^}]$/);
    expect(body).not.toMatch(/\}\}\s*\{\{/);
    expect([...body.matchAll(/\{\{(\d)\}\}/g)].map(([, place]) => place)).toEqual(['1', '2', '3', '4', '5']);
    for (const button of buttons) expect(labels[button].length).toBeLessThanOrEqual(20);
  });

  test('stays within 1,024 characters, whatever an order holds', () => {
    expect(questionText(script, language).length).toBeLessThanOrEqual(980);
  });
});

test('missing data of an order leaves no variable empty', () => {
  const bare = { ...script, customerName: ' ', storeName: '', products: '\n', total: 'x', address: null };
  expect(templateVariables(bare, 'es_CO')).toEqual([
    'cliente',
    '-',
    '-',
    expect.stringContaining('COP'),
    '-',
  ]);
});

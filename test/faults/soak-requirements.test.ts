import { expect, test } from 'vitest';
import { unmetRequirements } from './soak-requirements.ts';

const counts = {
  'secrets rotated': 4,
  'endpoints disabled by their receivers': 1,
  'tasks done: disableAndRecover': 3,
  'webhooks recovered': 12,
};
const drained = (drain: number) => ({ load: 600, drain });

test('a soak of ten minutes drains within ten more; a longer one may take longer', () => {
  expect(unmetRequirements({ counts, seconds: drained(600) }, 10)).toEqual([]);
  expect(unmetRequirements({ counts, seconds: drained(601) }, 10)).toEqual([
    'It took 601 s until nothing was under way, 600 s are allowed',
  ]);
  expect(unmetRequirements({ counts, seconds: drained(601) }, 11)).toEqual([]);
});

test('a soak disables endpoints, recovers what they missed and rotates secrets, unless it is very short', () => {
  const { 'secrets rotated': _left, ...others } = counts;
  const seconds = drained(30);
  expect(unmetRequirements({ counts: others, seconds }, 5)).toEqual(['No signing secret was rotated']);
  const none = Object.fromEntries(Object.keys(counts).map((name) => [name, 0]));
  expect(unmetRequirements({ counts: none, seconds }, 10)).toEqual([
    'No signing secret was rotated',
    'No receiver had its endpoint disabled',
    'No endpoint was disabled by its tenant',
    'No webhook was recovered',
  ]);
  expect(unmetRequirements({ counts: {}, seconds }, 4)).toEqual([]);
});

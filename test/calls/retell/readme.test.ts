import { readFileSync } from 'node:fs';
import type { Retell } from 'retell-sdk';
import { describe, expect, test } from 'vitest';
import { callOutcomes } from '../../../shared/calls/telephony/port/outcomes.ts';
import { analysisNames, readAnalysis } from '../../../shared/calls/telephony/retell/analysis.ts';
import { progressOfRetellCall } from '../../../shared/calls/telephony/retell/retell-call.ts';
import { variablesOf } from '../../../shared/calls/telephony/retell/retell-client.ts';
import { callTypes } from '../../../shared/events/order-words.ts';
import { callStart } from '../support/call-start.ts';

const GUIDE = readFileSync(new URL('../../../shared/calls/telephony/README.md', import.meta.url), 'utf8');
const prompt = /```text\n(You call .*?)```/s.exec(GUIDE)?.[1] ?? '';
const file = /```json\n(\{ "post_call_analysis_data".*?)```/s.exec(GUIDE)?.[1] ?? '';

type Asked = NonNullable<Retell.AgentCreateParams['post_call_analysis_data']>[number];
const { post_call_analysis_data: asked } = JSON.parse(file) as { post_call_analysis_data: Asked[] };

const outcome = asked.find(({ name }) => name === analysisNames.outcome);
const choices = outcome?.type === 'enum' ? outcome.choices : [];

describe('the prompt of the guide', () => {
  test('uses exactly the variables that each call provides', () => {
    const named = [...prompt.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name);
    expect(new Set(named)).toEqual(new Set(Object.keys(variablesOf(callStart()))));
    expect(prompt.replace(/\{\{\w+\}\}/g, '')).not.toMatch(/[{}]/);
  });

  test('says what each type of call is about', () => {
    for (const type of callTypes) expect(prompt).toContain(`${type}: `);
  });
});

describe('the analysis of the guide', () => {
  test('asks for exactly what is read, under the same names', () => {
    expect(asked.map(({ name, type }) => [name, type])).toEqual([
      [analysisNames.outcome, 'enum'],
      [analysisNames.addressFinal, 'string'],
      [analysisNames.optOut, 'boolean'],
    ]);
    for (const { description } of asked) expect(description).not.toBe('');
  });

  test('has a word for each decision, and each is understood', () => {
    expect(choices).toEqual(expect.arrayContaining(['confirmed', 'cancelled', 'novedad', 'unknown']));
    for (const choice of choices) {
      expect(callOutcomes).toContain(choice);
      expect(readAnalysis({ outcome: choice }).outcome).toBe(choice);
      expect(outcome?.description).toContain(`${choice}: `);
    }
  });

  test.each(choices)('that says %s ends the call so', (choice) => {
    const data = {
      [analysisNames.outcome]: choice,
      [analysisNames.addressFinal]: '',
      [analysisNames.optOut]: false,
    };
    const call = { call_id: 'call_1', call_status: 'ended', disconnection_reason: 'agent_hangup' };
    const told = progressOfRetellCall({ ...call, call_analysis: { custom_analysis_data: data } });
    expect([told.ended, told.addressFinal]).toEqual([choice, undefined]);
  });
});

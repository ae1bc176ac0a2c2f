import * as z from 'zod';
import { fieldsOf } from '../port/bodies.ts';
import { outcomeOf, type ReportedOutcome } from '../port/outcomes.ts';
import { lineOf } from '../port/report-fields.ts';

/** The fields that the agent's post-call analysis extracts, with their names there unless the tenant sets others. */
export const analysisNames = {
  outcome: 'outcome',
  addressFinal: 'address_final',
  optOut: 'opt_out',
} as const;

const Name = z.string().trim().min(1).max(100);

export const AnalysisNames = z
  .strictObject({
    outcome: Name.optional().describe('outcome unless it is said'),
    addressFinal: Name.optional().describe('address_final unless it is said'),
    optOut: Name.optional().describe('opt_out unless it is said'),
  })
  .describe("What the agent's post-call analysis calls its results");

export type AnalysisNames = z.output<typeof AnalysisNames>;

/** The customer's decision, according to the agent's analysis. */
export interface Analysis {
  outcome: ReportedOutcome | undefined;
  addressFinal: string | null;
  optsOut: boolean;
}

/** @param data `custom_analysis_data`: the result of the agent's own analysis */
export function readAnalysis(data: unknown, names: AnalysisNames = {}): Analysis {
  const fields = fieldsOf(data);
  const named = (name: keyof typeof analysisNames) => fields[names[name] ?? analysisNames[name]];
  return {
    outcome: outcomeOf(named('outcome')),
    addressFinal: NOTHING.test(String(named('addressFinal')).trim()) ? null : lineOf(named('addressFinal')),
    optsOut: YES.test(String(named('optOut')).trim()),
  };
}

/** A model that has nothing to extract writes so. */
const NOTHING = new RegExp(
  `^(?:${[
    'none|null|undefined|n/?a|no|false|unknown|empty|same|unchanged|ninguna?|nenhuma?|-*',
    '(?:not|none|no) (?:provided|given|mentioned|specified|applicable|available|corrected|changed|changes?|corrections?)',
    'sin (?:cambios|corrección)|no (?:aplica|se corrigió|corregida)|sem (?:alteração|alterações|mudanças)',
  ].join('|')})\\.?$`,
  'iu',
);

const YES = /^(?:true|yes|1)$/i;

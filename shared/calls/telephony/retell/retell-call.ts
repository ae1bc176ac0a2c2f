import { fieldsOf } from '../port/bodies.ts';
import type { CustomerAnswer, Progress } from '../port/progress.ts';
import { idOf, secondsOf, summaryOf, transcriptOf, urlOf } from '../port/report-fields.ts';
import { type Analysis, type AnalysisNames, readAnalysis } from './analysis.ts';
import { meaningOf } from './reasons.ts';

const OVER: readonly unknown[] = ['ended', 'error', 'not_connected'];

/**
 * What Retell reports on a call, in an event or when polled, in our words. A call that is over is reported once without its
 * analysis, and once with it.
 * https://docs.retellai.com/api-references/get-call
 *
 * @param call Retell's call object; what is odd in it is left out, and its outcome counts all the same
 */
export function progressOfRetellCall(call: Record<string, unknown>, names: AnalysisNames = {}): Progress {
  const status = call.call_status;
  const base = { providerCallId: idOf(call.call_id) ?? undefined };
  if (status === 'ongoing') return { ...base, happened: 'picked_up' };
  if (!OVER.includes(status)) return base;
  const meaning = meaningOf(call.disconnection_reason);
  if ('notDialed' in meaning) return { ...base, notDialed: meaning.notDialed };
  const analysis = fieldsOf(call.call_analysis);
  const said = {
    ...base,
    durationSeconds: secondsOf(Number(call.duration_ms) / 1000) ?? undefined,
    recordingUrl: urlOf(call.recording_url) ?? undefined,
    transcript: transcriptOf(call.transcript) ?? undefined,
    summary: summaryOf(analysis.call_summary) ?? undefined,
  };
  if (status === 'not_connected' && 'talked' in meaning) return { ...said, ended: 'failed' };
  if ('nobody' in meaning) return { ...said, ended: meaning.nobody };
  if ('machine' in meaning || isTrue(analysis.in_voicemail))
    return { ...said, machine: true, ended: 'voicemail' };
  if (call.call_analysis === undefined || call.call_analysis === null)
    return { ...said, ended: meaning.talked, isUnsettled: true };
  const found = readAnalysis(analysis.custom_analysis_data, names);
  const answer = answerOf(found, said.summary ?? null);
  return {
    ...said,
    answer,
    addressFinal: found.addressFinal ?? undefined,
    ended: answer === undefined ? (found.outcome ?? meaning.talked) : answer.outcome,
  };
}

const answers: readonly unknown[] = [
  'confirmed',
  'cancelled',
  'novedad',
  'recovered',
  'not_recovered',
  'opt_out',
];

/** A customer who wants no more calls may have decided about the order too. */
function answerOf({ outcome, optsOut }: Analysis, summary: string | null): CustomerAnswer | undefined {
  if (outcome !== undefined && answers.includes(outcome))
    return { outcome, by: 'agent', summary, ...(optsOut && { optsOut }) };
  return optsOut ? { outcome: 'opt_out', by: 'agent', summary } : undefined;
}

const isTrue = (value: unknown): boolean => value === true || value === 'true';

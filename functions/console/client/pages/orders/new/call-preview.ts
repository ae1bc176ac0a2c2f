import { call, mode } from '../../../base/api.ts';
import type { AnswerTo } from '../../../base/api-types.ts';
import { instant } from '../../../base/format.ts';
import { type LiveAnswer, useResource } from '../../../base/resource.ts';
import { named, t } from '../../../base/words.ts';

/** What a call depends on, once its field was left. */
export interface Callee {
  phone: string;
  city: string;
  province: string;
}

export type CallPreview = AnswerTo<'GET /platform/v1/call-time'>;

/** The number as it will be called, when, and why not. */
export function useCallPreview({ phone, city, province }: Callee): LiveAnswer<CallPreview> {
  const asked = { phone: phone.trim(), city: city.trim(), province: province.trim() };
  return useResource(asked.phone === '' ? undefined : `call time ${JSON.stringify(asked)}`, (signal) =>
    call('GET /platform/v1/call-time', { query: asked, signal }),
  );
}

/** What the choice to call means now. */
export function callHint(preview: CallPreview | undefined): string {
  if (preview?.refusal) return t('newOrder.noCall', { reason: named('problem', preview.refusal) });
  if (mode.value === 'test') return t('newOrder.callsTest');
  if (preview === undefined) return t('newOrder.calls');
  return preview.nextCallAt === preview.at
    ? t('newOrder.callsNow')
    : t('newOrder.callsAt', { at: instant(preview.nextCallAt, 'full') });
}

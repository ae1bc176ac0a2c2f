import type { TenantShown } from '../../../base/views.ts';
import { named, t } from '../../../base/words.ts';
import { DateTime } from '../../../ui/display/texts.tsx';

interface FaultProps {
  of: NonNullable<TenantShown['voiceAgentFault']>;
  provider: string;
}

/** The fault that prevents live calls, and how to fix it. */
export const FaultNotice = ({ of: { code, since, providerCode }, provider }: FaultProps) => (
  <div class="notice bad" role="alert">
    <div>
      <b>{named('fault', code)}</b>
      <p>{named('faultMend', code)}</p>
      <p class="small">
        {t('telephony.faultSince')} <DateTime at={since} />
        {providerCode && ` · ${named('provider', provider)}: ${providerCode}`}
      </p>
    </div>
  </div>
);

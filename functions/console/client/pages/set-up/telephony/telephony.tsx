import { ChannelsForm } from './channels.tsx';
import { ProviderForm } from './provider-form.tsx';
import { TestCallCard } from './test-call.tsx';
import { WhatsAppForm } from './whatsapp.tsx';

/** How customers are reached: who calls and writes, whether that works, and in which order. */
export const TelephonySettings = () => (
  <>
    <ProviderForm />
    <TestCallCard />
    <WhatsAppForm />
    <ChannelsForm />
  </>
);

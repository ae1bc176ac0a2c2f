import { ChannelsForm } from './channels.tsx';
import { ProviderForm } from './provider-form.tsx';
import { TestCallCard } from './test-call.tsx';
import { WhatsAppForm } from './whatsapp.tsx';

/** How customers are reached: the services that call and write, whether they work, and their order. */
export const TelephonySettings = () => (
  <>
    <ProviderForm />
    <TestCallCard />
    <WhatsAppForm />
    <ChannelsForm />
  </>
);

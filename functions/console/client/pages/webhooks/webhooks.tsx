import { path } from '../../base/router.ts';
import { OneEndpointPage } from './endpoint.tsx';
import { EndpointListPage } from './endpoint-list.tsx';
import { OneSentPage } from './sent.tsx';
import { SentListPage } from './sent-list.tsx';

/** Endpoints and webhook deliveries: each as a list or the one that the address names. */
export default function WebhooksPages() {
  const [, part, id] = path.value;
  if (part === 'deliveries') return id === undefined ? <SentListPage /> : <OneSentPage key={id} id={id} />;
  return part === 'endpoints' && id !== undefined ? (
    <OneEndpointPage key={id} id={id} />
  ) : (
    <EndpointListPage />
  );
}

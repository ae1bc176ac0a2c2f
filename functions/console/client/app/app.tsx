import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { ApiError } from '../base/api.ts';
import { takeFragment } from '../base/router.ts';
import { loadSession, session } from '../base/session.ts';
import { type FollowedLink, SignInPage } from '../sign-in/sign-in-page.tsx';
import { Frame } from './frame.tsx';
import { Stopped } from './stopped.tsx';

/** Signs in by a link; its secret is in the fragment, which no server sees. */
const entrance = signal<FollowedLink | undefined>(readEntrance());

function readEntrance(): FollowedLink | undefined {
  const invitation = takeFragment('invitation');
  if (invitation) return { kind: 'invitation', token: invitation };
  const link = takeFragment('sign-in');
  return link ? { kind: 'link', token: link } : undefined;
}

const failure = signal<ApiError | undefined>();

function begin(): void {
  failure.value = undefined;
  loadSession().catch((error: ApiError) => {
    failure.value = error;
  });
}

/** The console: the sign-in form until somebody is signed in, then its pages. */
export function App() {
  useEffect(begin, []);
  if (failure.value) return <Stopped error={failure.value} onRetry={begin} />;
  const known = session.value;
  if (known === undefined) return null;
  const enters = entrance.value;
  if (enters || !known.signedIn)
    return (
      <SignInPage
        entrance={enters}
        onEntered={async () => {
          entrance.value = undefined;
          await loadSession();
        }}
        onGivenUp={() => {
          entrance.value = undefined;
        }}
      />
    );
  return <Frame />;
}

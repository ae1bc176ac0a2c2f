import type { ApiError } from '../base/api.ts';
import { Button } from '../ui/controls/button.tsx';

/** Shown when the console cannot start. No catalogue is loaded yet, so it is in English. */
export const Stopped = ({ error, onRetry }: { error: ApiError; onRetry: () => void }) => (
  <main class="door">
    <div class="card blank" role="alert">
      <h1>Recado does not answer</h1>
      <p>
        {error.status === 0 ? 'There is no connection.' : `The answer was ${error.status}.`} Nothing is lost.
      </p>
      <Button kind="primary" onClick={onRetry}>
        Try again
      </Button>
    </div>
  </main>
);

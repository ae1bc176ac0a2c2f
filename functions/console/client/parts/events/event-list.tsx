import type { TimelineEvent } from '../../base/views.ts';
import { named } from '../../base/words.ts';
import { DateTime, UserText } from '../../ui/display/texts.tsx';
import { eventWords, factsOf } from './event-words.ts';

const actorOf = (event: TimelineEvent): { kind: string; name?: string | null } | undefined =>
  (event as { actor?: { kind: string; name?: string | null } }).actor;

/** Events, each in one of the four colours of the orders API, with its actor. */
export const EventList = ({ events }: { events: readonly TimelineEvent[] }) => (
  <ol class="happenings">
    {events.map((event) => {
      const actor = actorOf(event);
      const { title, description } = eventWords(event);
      return (
        <li key={event.id} class={`happening ${event.type}`}>
          <div class="row apart">
            <b>
              <UserText>{title}</UserText>
            </b>
            <span class="small soft">
              <DateTime at={event.at} />
            </span>
          </div>
          {description && (
            <p>
              <UserText>{description}</UserText>
            </p>
          )}
          {actor && (
            <p class="small soft">
              {named('actor', actor.kind)}
              {actor.name && (
                <>
                  {' · '}
                  <UserText>{actor.name}</UserText>
                </>
              )}
            </p>
          )}
          <Facts of={factsOf(event)} />
        </li>
      );
    })}
  </ol>
);

const Facts = ({ of }: { of: readonly [string, string][] }) =>
  of.length === 0 ? null : (
    <dl class="facts small">
      {of.map(([name, value]) => (
        <div class="fact" key={name}>
          <dt>{named('fact', name)}</dt>
          <dd>
            <UserText>{value}</UserText>
          </dd>
        </div>
      ))}
    </dl>
  );

import type { HappeningShown } from '../base/views.ts';
import { named } from '../base/words.ts';
import { Said, When } from '../ui/texts.tsx';
import { factsOf, happeningWords } from './happening-words.ts';

const actorOf = (happening: HappeningShown): { kind: string; name?: string | null } | undefined =>
  (happening as { actor?: { kind: string; name?: string | null } }).actor;

/** What happened, each in one of the four colours of the orders API, with who did it. */
export const HappeningList = ({ events }: { events: readonly HappeningShown[] }) => (
  <ol class="happenings">
    {events.map((event) => {
      const actor = actorOf(event);
      const { title, description } = happeningWords(event);
      return (
        <li key={event.id} class={`happening ${event.type}`}>
          <div class="row apart">
            <b>
              <Said>{title}</Said>
            </b>
            <span class="small soft">
              <When at={event.at} />
            </span>
          </div>
          {description && (
            <p>
              <Said>{description}</Said>
            </p>
          )}
          {actor && (
            <p class="small soft">
              {named('actor', actor.kind)}
              {actor.name && (
                <>
                  {' · '}
                  <Said>{actor.name}</Said>
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
            <Said>{value}</Said>
          </dd>
        </div>
      ))}
    </dl>
  );

import { RemovalPolicy } from 'aws-cdk-lib';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Node } from 'constructs';
import { parseTarget } from '../../shared/adapters/outbound/target.ts';

/** One deployment of everything. Stages share nothing but the account. */
export interface Stage {
  name: string;
  /** Synthesized for one machine by `infra/local`, never deployed. */
  isLocal: boolean;
  /** Whether data outlives mistakes: backups, deletion protection, and resources kept when their stack goes. */
  keepsData: boolean;
  /** What is kept when its stack goes is not kept of a first deployment that fails, which can then be repeated. */
  removalPolicy: RemovalPolicy;
  logRetention: RetentionDays;
  /** Requests a second that the whole API takes; what exceeds them is refused by the gateway itself. */
  throttle: { rateLimit: number; burstLimit: number };
  /** Where alarms are mailed. */
  alarmEmail?: string;
  /** Where alarms are posted as `{text}`, as Slack and chats like it take them. Who knows it may post: it is a secret. */
  alarmWebhook?: string;
  /** The API's base URL when it has a domain of its own. */
  publicUrl?: string;
  /** The provider of roads and addresses; without it distances are straight lines, and addresses are pincodes. */
  places?: 'amazon-location';
  /** Who knows the weather; without it, it is unknown and costs nothing. */
  weather?: 'open-meteo';
}

const NAME = /^[a-z][a-z0-9-]{0,19}$/;

/**
 * Reads the context: `-c stage=prod` (default `dev`), `-c alarmEmail=…`, `-c alarmWebhook=https://…`,
 * `-c publicUrl=https://…`, `-c places=amazon-location`, `-c weather=open-meteo`.
 * @throws Error naming the value, or the webhook's fault, when one has the wrong form
 */
export function stageFromContext(node: Node): Stage {
  const name = text(node, 'stage') ?? 'dev';
  if (!NAME.test(name))
    throw new Error(`A stage's name must be 1 to 20 lower-case letters, digits and hyphens, not "${name}"`);
  const publicUrl = text(node, 'publicUrl');
  if (publicUrl !== undefined && !/^https:\/\/[^/?#\s]+$/.test(publicUrl))
    throw new Error(`publicUrl must be https:// and a host, without a path, not "${publicUrl}"`);
  const alarmEmail = text(node, 'alarmEmail');
  const alarmWebhook = webhook(node, 'alarmWebhook');
  const places = oneOf(node, 'places', 'amazon-location');
  const weather = oneOf(node, 'weather', 'open-meteo');
  const keepsData = name === 'prod';
  return {
    name,
    isLocal: name === 'local',
    keepsData,
    removalPolicy: keepsData ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : RemovalPolicy.DESTROY,
    logRetention: keepsData ? RetentionDays.SIX_MONTHS : RetentionDays.TWO_WEEKS,
    throttle: keepsData ? { rateLimit: 1000, burstLimit: 2000 } : { rateLimit: 100, burstLimit: 200 },
    ...(alarmEmail !== undefined && { alarmEmail }),
    ...(alarmWebhook !== undefined && { alarmWebhook }),
    ...(publicUrl !== undefined && { publicUrl }),
    ...(places !== undefined && { places }),
    ...(weather !== undefined && { weather }),
  };
}

function text(node: Node, key: string): string | undefined {
  const value: unknown = node.tryGetContext(key);
  return value === undefined || value === '' ? undefined : String(value);
}

/** @throws Error when it is no URL that we may post to; it does not repeat the URL, which is a secret */
function webhook(node: Node, key: string): string | undefined {
  const url = text(node, key)?.trim();
  if (url === undefined) return undefined;
  const target = parseTarget(url, false);
  if ('fault' in target)
    throw new Error(
      `${key} must be the https:// URL of a public host, without credentials (${target.fault})`,
    );
  return url;
}

/** @throws Error when something else is given than the one thing there is */
function oneOf<Name extends string>(node: Node, key: string, name: Name): Name | undefined {
  const given = text(node, key);
  if (given !== undefined && given !== name)
    throw new Error(`${key} must be ${name} or left out, not "${given}"`);
  return given === undefined ? undefined : name;
}

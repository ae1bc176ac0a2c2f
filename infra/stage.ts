import { RemovalPolicy } from 'aws-cdk-lib';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Node } from 'constructs';

/** One deployment of everything. Stages share nothing but the account. */
export interface Stage {
  name: string;
  /** Synthesized for one machine by `infra/local`, never deployed. */
  isLocal: boolean;
  /** Whether data outlives mistakes: backups, deletion protection, and resources kept when their stack goes. */
  keepsData: boolean;
  removalPolicy: RemovalPolicy;
  logRetention: RetentionDays;
  /** Requests a second that the whole API takes; what exceeds them is refused by the gateway itself. */
  throttle: { rateLimit: number; burstLimit: number };
  /** Where alarms are mailed. */
  alarmEmail?: string;
  /** The API's base URL when it has a domain of its own. */
  publicUrl?: string;
}

const NAME = /^[a-z][a-z0-9-]{0,19}$/;

/**
 * Reads the context: `-c stage=prod` (default `dev`), `-c alarmEmail=…`, `-c publicUrl=https://…`.
 * @throws Error naming the value, when one has the wrong form
 */
export function stageFromContext(node: Node): Stage {
  const name = text(node, 'stage') ?? 'dev';
  if (!NAME.test(name))
    throw new Error(`A stage is 1 to 20 lower-case letters, digits and hyphens, not "${name}"`);
  const publicUrl = text(node, 'publicUrl');
  if (publicUrl !== undefined && !/^https:\/\/[^/?#\s]+$/.test(publicUrl))
    throw new Error(`publicUrl is https:// and a host, without a path, not "${publicUrl}"`);
  const alarmEmail = text(node, 'alarmEmail');
  const keepsData = name === 'prod';
  return {
    name,
    isLocal: name === 'local',
    keepsData,
    removalPolicy: keepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    logRetention: keepsData ? RetentionDays.SIX_MONTHS : RetentionDays.TWO_WEEKS,
    throttle: keepsData ? { rateLimit: 1000, burstLimit: 2000 } : { rateLimit: 100, burstLimit: 200 },
    ...(alarmEmail !== undefined && { alarmEmail }),
    ...(publicUrl !== undefined && { publicUrl }),
  };
}

function text(node: Node, key: string): string | undefined {
  const value: unknown = node.tryGetContext(key);
  return value === undefined || value === '' ? undefined : String(value);
}

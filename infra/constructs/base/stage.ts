import { RemovalPolicy } from 'aws-cdk-lib';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Node } from 'constructs';
import * as z from 'zod';
import { parseTarget } from '../../../shared/adapters/outbound/target.ts';

/** Requests a second that the whole API takes; what exceeds them is refused by the gateway itself. */
interface Throttle {
  rateLimit: number;
  burstLimit: number;
}

/** How a stage differs from the others. */
export interface StageSettings {
  /** Twelve digits, and `us-east-1`; those of the credentials when left out. */
  account?: string;
  region?: string;
  /** Whether data outlives mistakes: backups, deletion protection, and resources kept when their stack goes. */
  keepsData?: boolean;
  throttle?: Throttle;
  /** Days that logs are kept, of those that CloudWatch offers: 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731. */
  logDays?: number;
  /** The account's quota of functions that run at once (Service Quotas, `L-B99A9384`). */
  accountConcurrency?: number;
  alarms?: {
    emails?: readonly string[];
    /** Posted to as `{text}`, as Slack and similar chats take it. Anyone with this URL may post: keep it out of public repositories. */
    webhook?: string;
  };
  /** A domain of the API's own, in place of the one that the gateway makes. */
  domain?: {
    name: string;
    /** Of ACM, in the stage's region. */
    certificateArn: string;
    /** Of Route 53, which then gets the record; otherwise set a CNAME to the output `DomainTarget`. */
    hostedZone?: { id: string; name: string };
  };
  /** Where pages may call the orders and intake dialects from: `https://shop.example.com`. */
  corsOrigins?: readonly string[];
  /** The provider of roads and addresses; without it distances are straight lines, and addresses are pincodes. */
  places?: 'amazon-location';
  /** The weather provider; without one, the weather is unknown and adds nothing to prices. */
  weather?: 'open-meteo';
  /** A table that `npm run ops -- restore` made, in place of the stack's own, which is kept. */
  restoredTable?: { name: string; streamArn: string };
  /** X-Ray for every function. */
  tracing?: boolean;
}

type Chosen = 'keepsData' | 'throttle' | 'accountConcurrency' | 'tracing';

/** One deployment of everything. Stages share nothing but the account. */
export interface Stage
  extends Omit<StageSettings, Chosen | 'logDays'>,
    Required<Pick<StageSettings, Chosen>> {
  name: string;
  /** Synthesized for one machine by `infra/local`, never deployed. */
  isLocal: boolean;
  /** Resources that are otherwise kept are deleted when a first deployment fails, so that it can be repeated. */
  removalPolicy: RemovalPolicy;
  logRetention: RetentionDays;
}

const NAME = /^[a-z][a-z0-9-]{0,19}$/;

const origin = z.string().regex(/^https:\/\/[^/?#\s]+$/, 'must be https:// and a host, without a path');

const postable = z.string().refine((url) => !('fault' in parseTarget(url.trim(), false)), {
  message: 'must be the https:// URL of a public host, without credentials',
});

const Settings = z.strictObject({
  account: z
    .string()
    .regex(/^\d{12}$/, 'must be twelve digits')
    .optional(),
  region: z
    .string()
    .regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'must be a region like us-east-1')
    .optional(),
  keepsData: z.boolean().optional(),
  throttle: z
    .strictObject({ rateLimit: z.number().int().min(1), burstLimit: z.number().int().min(1) })
    .optional(),
  logDays: z
    .number()
    .refine((days) => days in RetentionDays, 'must be a number of days that CloudWatch offers')
    .optional(),
  accountConcurrency: z.number().int().min(10).optional(),
  alarms: z.strictObject({ emails: z.array(z.email()).optional(), webhook: postable.optional() }).optional(),
  domain: z
    .strictObject({
      name: z.hostname(),
      certificateArn: z.string().startsWith('arn:'),
      hostedZone: z.strictObject({ id: z.string().min(1), name: z.hostname() }).optional(),
    })
    .optional(),
  corsOrigins: z.array(origin).optional(),
  places: z.literal('amazon-location').optional(),
  weather: z.literal('open-meteo').optional(),
  restoredTable: z
    .strictObject({ name: z.string().min(3), streamArn: z.string().regex(/^arn:.+\/stream\//) })
    .refine(
      ({ name, streamArn }) => streamArn.includes(`:table/${name}/`),
      'must have the stream of its table',
    )
    .optional(),
  tracing: z.boolean().optional(),
});

/**
 * The stage that the context names (`-c stage=prod`, default `dev`), as the file of stages has it.
 * @throws Error naming the setting that has the wrong form, without repeating it
 */
export function stageFromContext(node: Node, stages: Readonly<Record<string, StageSettings>>): Stage {
  const name = String(node.tryGetContext('stage') || 'dev');
  if (!NAME.test(name))
    throw new Error(`A stage's name must be 1 to 20 lower-case letters, digits and hyphens, not "${name}"`);
  const settings = Object.hasOwn(stages, name) ? (stages[name] as StageSettings) : {};
  const checked = Settings.safeParse(settings);
  if (!checked.success) {
    const [{ path, message } = { path: [], message: '' }] = checked.error.issues;
    throw new Error(`infra/stages.ts: ${[name, ...path].join('.')}: ${message}`);
  }
  const { logDays, keepsData = false, ...others } = settings;
  return {
    throttle: { rateLimit: 100, burstLimit: 200 },
    accountConcurrency: 1000,
    tracing: false,
    ...others,
    name,
    isLocal: name === 'local',
    keepsData,
    removalPolicy: keepsData ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : RemovalPolicy.DESTROY,
    logRetention: logDays ?? (keepsData ? RetentionDays.SIX_MONTHS : RetentionDays.TWO_WEEKS),
  };
}

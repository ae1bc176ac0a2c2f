import { Duration, Validations } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { type IQueue, Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { ALARM_PERIOD, type Alarms } from './alarms/alarms.ts';
import type { Grant } from './base/grant.ts';
import { sharedValue } from './base/shared-value.ts';
import type { Stage } from './base/stage.ts';

/** The longest retention of SQS: time to fix a fault and redrive. */
const KEEP = Duration.days(14);

/**
 * Deliveries of one message before it counts as poison. Receivers' failures do not count: they are recorded and sent
 * again as new messages, so only our own faults come this far.
 */
const MAX_RECEIVES = 5;

/** AWS's advice for queues that feed functions: room for a batch to be throttled and tried again. */
const VISIBILITY_PER_TIMEOUT = 6;

/** Longer than the 15 minutes that a message may have to wait by itself, and a second attempt after that. */
const LATE = Duration.minutes(30);

interface QueueSettings {
  stage: Stage;
  alarms: Alarms;
  /** The environment variable that gives a sender the queue's URL. */
  variable: string;
}

/** A queue as other stacks know it. */
interface SharedQueue {
  arn: string;
  url: string;
  name: string;
}

function share(scope: Construct, stage: Stage, queue: Queue): SharedQueue {
  const called = `${kebab(scope.node.id)}-queue`;
  return {
    arn: sharedValue(scope, stage, `${called}-arn`, queue.queueArn),
    url: sharedValue(scope, stage, `${called}-url`, queue.queueUrl),
    name: sharedValue(scope, stage, `${called}-name`, queue.queueName),
  };
}

const kebab = (id: string): string => id.replace(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase();

/** Sending to a queue, and knowing where it is. */
function sendingTo({ arn, url }: SharedQueue, variable: string): Grant {
  const statement = new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [arn] });
  return { statements: [statement], environment: { [variable]: url } };
}

/** A queue of messages that someone must look at; the first one sounds an alarm. */
export class DeadLetters extends Construct {
  /** Within the stack of state. */
  readonly queue: Queue;
  readonly name: string;
  readonly #shared: SharedQueue;
  readonly #variable: string | undefined;

  constructor(
    scope: Construct,
    id: string,
    settings: Omit<QueueSettings, 'variable'> & { variable?: string; means: string },
  ) {
    super(scope, id);
    const { stage, alarms, variable, means } = settings;
    this.#variable = variable;
    this.queue = new Queue(this, 'Queue', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: KEEP,
      removalPolicy: stage.removalPolicy,
    });
    this.#shared = share(this, stage, this.queue);
    this.name = this.#shared.name;
    alarms.when(this, 'Alarm', {
      metric: this.queue.metricApproximateNumberOfMessagesVisible({
        period: ALARM_PERIOD,
        statistic: 'Maximum',
      }),
      means,
    });
    Validations.of(this.queue).acknowledge({
      id: 'AwsSolutions-SQS3',
      reason:
        'It holds dead letters itself: messages that functions or SQS put here have no more retries left.',
    });
  }

  /** @throws Error when no function sends to it */
  sending(): Grant {
    return sendingTo(this.#shared, this.#named());
  }

  /** Counting its messages. @throws Error when no function sends to it */
  counting(): Grant {
    const { arn, url } = this.#shared;
    const statement = new PolicyStatement({ actions: ['sqs:GetQueueAttributes'], resources: [arn] });
    return { statements: [statement], environment: { [this.#named()]: url } };
  }

  #named(): string {
    if (this.#variable === undefined) throw new Error(`Functions do not know ${this.node.path}`);
    return this.#variable;
  }
}

interface WorkQueueSettings extends QueueSettings {
  consumerTimeout: Duration;
  deadLetters: DeadLetters;
  /** Whether an alarm sounds when its messages wait for long; each alarm costs money. */
  isTimed?: boolean;
}

/** A queue that a function works off. */
export class WorkQueue extends Construct {
  readonly name: string;
  readonly #shared: SharedQueue;
  readonly #variable: string;

  constructor(
    scope: Construct,
    id: string,
    { variable, consumerTimeout, deadLetters, isTimed = true, ...settings }: WorkQueueSettings,
  ) {
    super(scope, id);
    this.#variable = variable;
    const queue = new Queue(this, 'Queue', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: KEEP,
      visibilityTimeout: Duration.seconds(VISIBILITY_PER_TIMEOUT * consumerTimeout.toSeconds()),
      deadLetterQueue: { queue: deadLetters.queue, maxReceiveCount: MAX_RECEIVES },
      removalPolicy: settings.stage.removalPolicy,
    });
    this.#shared = share(this, settings.stage, queue);
    this.name = this.#shared.name;
    if (!isTimed) return;
    settings.alarms.when(this, 'Late', {
      metric: queue.metricApproximateAgeOfOldestMessage({ period: ALARM_PERIOD, statistic: 'Maximum' }),
      exceeds: LATE.toSeconds(),
      means: `Messages of the ${id} queue wait: their function is down, throttled or too slow.`,
    });
  }

  /** As the source of events of a function in another stack. */
  from(scope: Construct): IQueue {
    return Queue.fromQueueArn(scope, this.node.id, this.#shared.arn);
  }

  sending(): Grant {
    return sendingTo(this.#shared, this.#variable);
  }
}

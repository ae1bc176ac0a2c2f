import { Duration, Validations } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { ALARM_PERIOD, type Alarms } from './alarms.ts';
import type { Grant } from './grant.ts';
import type { Stage } from './stage.ts';

/** The longest that SQS keeps a message: time to mend a fault and redrive. */
const KEEP = Duration.days(14);

/**
 * Deliveries of one message before it counts as poison. Receivers' failures do not count: they are recorded and sent
 * again as new messages, so only our own faults come this far.
 */
const MAX_RECEIVES = 5;

/** AWS's advice for queues that feed functions: room for a batch to be throttled and tried again. */
const VISIBILITY_PER_TIMEOUT = 6;

/** Longer than the 15 minutes that a message may have to wait by itself, and a second try after that. */
const LATE = Duration.minutes(30);

interface QueueSettings {
  stage: Stage;
  alarms: Alarms;
  /** The environment variable that gives a sender the queue's URL. */
  variable: string;
}

/** Sending to a queue, and knowing where it is. */
function sendingTo(queue: Queue, variable: string): Grant {
  const statement = new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [queue.queueArn] });
  return { statements: [statement], environment: { [variable]: queue.queueUrl } };
}

/** A queue of messages that someone must look at; the first one sounds an alarm. */
export class DeadLetters extends Construct {
  readonly queue: Queue;
  readonly #variable: string | undefined;

  constructor(
    scope: Construct,
    id: string,
    {
      stage,
      alarms,
      variable,
      means,
    }: Omit<QueueSettings, 'variable'> & { variable?: string; means: string },
  ) {
    super(scope, id);
    this.#variable = variable;
    this.queue = new Queue(this, 'Queue', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: KEEP,
      removalPolicy: stage.removalPolicy,
    });
    alarms.when(this, 'Alarm', {
      metric: this.queue.metricApproximateNumberOfMessagesVisible({
        period: ALARM_PERIOD,
        statistic: 'Maximum',
      }),
      means,
    });
    if (variable !== undefined)
      Validations.of(this.queue).acknowledge({
        id: 'AwsSolutions-SQS3',
        reason: 'It is a dead-letter queue itself: a function parks here what it can never process.',
      });
  }

  /** @throws Error when it is filled by SQS alone */
  sending(): Grant {
    if (this.#variable === undefined) throw new Error(`Functions cannot send to ${this.node.path}`);
    return sendingTo(this.queue, this.#variable);
  }
}

/** A queue that a function works off, with its dead letters. */
export class WorkQueue extends Construct {
  readonly queue: Queue;
  readonly deadLetters: DeadLetters;
  readonly #variable: string;

  constructor(
    scope: Construct,
    id: string,
    { variable, consumerTimeout, ...settings }: QueueSettings & { consumerTimeout: Duration },
  ) {
    super(scope, id);
    this.#variable = variable;
    this.deadLetters = new DeadLetters(this, 'DeadLetters', {
      ...settings,
      means: `Messages of the ${id} queue failed ${MAX_RECEIVES} times. Mend the fault, then redrive them.`,
    });
    this.queue = new Queue(this, 'Queue', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: KEEP,
      visibilityTimeout: Duration.seconds(VISIBILITY_PER_TIMEOUT * consumerTimeout.toSeconds()),
      deadLetterQueue: { queue: this.deadLetters.queue, maxReceiveCount: MAX_RECEIVES },
      removalPolicy: settings.stage.removalPolicy,
    });
    settings.alarms.when(this, 'Late', {
      metric: this.queue.metricApproximateAgeOfOldestMessage({ period: ALARM_PERIOD, statistic: 'Maximum' }),
      exceeds: LATE.toSeconds(),
      means: `Messages of the ${id} queue wait: their function is down, throttled or too slow for what comes.`,
    });
  }

  sending(): Grant {
    return sendingTo(this.queue, this.#variable);
  }
}

import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { type ITopic, Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import type { Stage } from '../stage.ts';

/** Where every alarm of a stage goes. */
export class Alarms extends Construct {
  readonly #topic: ITopic;

  constructor(scope: Construct, id: string, stage: Stage) {
    super(scope, id);
    const topic = new Topic(this, 'Topic', { enforceSSL: true });
    if (stage.alarmEmail !== undefined) topic.addSubscription(new EmailSubscription(stage.alarmEmail));
    this.#topic = topic;
  }

  /** Sounds when the metric exceeds the threshold in each of so many periods running; silence is health. */
  when(scope: Construct, id: string, { metric, exceeds = 0, periods = 1, means }: AlarmSettings): Alarm {
    const alarm = new Alarm(scope, id, {
      metric,
      threshold: exceeds,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: periods,
      treatMissingData: TreatMissingData.NOT_BREACHING,
      alarmDescription: means,
    });
    alarm.addAlarmAction(new SnsAction(this.#topic));
    return alarm;
  }
}

export interface AlarmSettings {
  metric: IMetric;
  exceeds?: number;
  periods?: number;
  /** What it means and what to do: the text of the mail. */
  means: string;
}

/** Metrics are summed over this long before an alarm looks at them. */
export const ALARM_PERIOD = Duration.minutes(5);

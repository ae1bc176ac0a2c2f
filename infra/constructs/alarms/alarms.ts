import { Duration, Stack } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription, LambdaSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import { sharedValue } from '../base/shared-value.ts';
import type { Stage } from '../base/stage.ts';

/** Where every alarm of a stage goes. */
export class Alarms extends Construct {
  readonly #topicArn: string;

  constructor(scope: Construct, id: string, stage: Stage) {
    super(scope, id);
    const topic = new Topic(this, 'Topic', { enforceSSL: true });
    for (const email of stage.alarms?.emails ?? []) topic.addSubscription(new EmailSubscription(email));
    // This policy replaces the default one, which lets the account's services publish.
    topic.addToResourcePolicy(
      new PolicyStatement({
        sid: 'AlarmsOfThisAccount',
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    );
    this.#topicArn = sharedValue(this, stage, 'alarm-topic-arn', topic.topicArn);
  }

  /** Every alarm invokes the function, too. */
  tell(scope: Construct, lambda: IFunction): void {
    Topic.fromTopicArn(scope, 'AlarmTopic', this.#topicArn).addSubscription(new LambdaSubscription(lambda));
  }

  /** Sounds when the metric exceeds the threshold in each of this many consecutive periods. */
  when(
    scope: Construct,
    id: string,
    { metric, exceeds = 0, periods = 1, silence = 'is health', means }: AlarmSettings,
  ): Alarm {
    const alarm = new Alarm(scope, id, {
      metric,
      threshold: exceeds,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: periods,
      treatMissingData: silence === 'is health' ? TreatMissingData.NOT_BREACHING : TreatMissingData.BREACHING,
      alarmDescription: means,
    });
    alarm.addAlarmAction({ bind: () => ({ alarmActionArn: this.#topicArn }) });
    return alarm;
  }
}

export interface AlarmSettings {
  metric: IMetric;
  exceeds?: number;
  periods?: number;
  /** What a period without any value means: nothing happened, or something that should have reported did not. */
  silence?: 'is health' | 'is failure';
  /** What it means and what to do: the text of the mail. */
  means: string;
}

/** Metrics are summed over this long before an alarm looks at them. */
export const ALARM_PERIOD = Duration.minutes(5);

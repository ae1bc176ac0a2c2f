import { createHash } from 'node:crypto';
import type { Resource } from './load.ts';

/** Addresses of the hosted services, to which the names of resources resolve. */
export interface StackSurroundings {
  region: string;
  accountId: string;
  /** `http://127.0.0.1:…`, without a slash at the end. */
  apiUrl: string;
  queuesUrl: string;
}

/** The results of `Ref` and `Fn::GetAtt` for one resource. */
export interface Identity {
  ref: string;
  attributes: Readonly<Record<string, string>>;
}

const nameProperties: Readonly<Record<string, string>> = {
  'AWS::DynamoDB::Table': 'TableName',
  'AWS::SQS::Queue': 'QueueName',
  'AWS::S3::Bucket': 'BucketName',
  'AWS::Lambda::Function': 'FunctionName',
  'AWS::Logs::LogGroup': 'LogGroupName',
  'AWS::IAM::Role': 'RoleName',
  'AWS::IAM::ManagedPolicy': 'ManagedPolicyName',
  'AWS::SNS::Topic': 'TopicName',
  'AWS::SecretsManager::Secret': 'Name',
  'AWS::Events::Rule': 'Name',
  'AWS::Scheduler::Schedule': 'Name',
  'AWS::Scheduler::ScheduleGroup': 'Name',
  'AWS::CloudWatch::Alarm': 'AlarmName',
};

/** Ten letters that stay the same for the same resource: the gateway's way of naming APIs. */
const shortId = (text: string): string =>
  BigInt(`0x${createHash('sha256').update(text).digest('hex').slice(0, 15)}`)
    .toString(36)
    .padStart(10, 'a')
    .slice(0, 10);

/** The name a resource goes by: the one the template gives, else `<stack>-<logical id>` as CloudFormation would. */
export function physicalName(
  stack: string,
  logicalId: string,
  { Type: type }: Resource,
  property: (name: string) => unknown,
): string {
  const given = nameProperties[type] && property(nameProperties[type]);
  if (typeof given === 'string') return given;
  const made = `${stack}-${logicalId}`;
  if (type === 'AWS::S3::Bucket') return made.toLowerCase();
  if (type === 'AWS::SQS::Queue' && property('FifoQueue') === true) return `${made}.fifo`;
  return made;
}

/** The results of `Ref` and `Fn::GetAtt` for one resource, as CloudFormation documents them for its type. */
export function identify(type: string, name: string, at: StackSurroundings): Identity {
  const arnOf = (service: string, rest: string) => `arn:aws:${service}:${at.region}:${at.accountId}:${rest}`;
  const named = (arn: string): Identity => ({ ref: name, attributes: { Arn: arn } });
  switch (type) {
    case 'AWS::DynamoDB::Table': {
      const arn = arnOf('dynamodb', `table/${name}`);
      return { ref: name, attributes: { Arn: arn, StreamArn: `${arn}/stream/local` } };
    }
    case 'AWS::SQS::Queue': {
      const url = `${at.queuesUrl}/${at.accountId}/${name}`;
      return { ref: url, attributes: { Arn: arnOf('sqs', name), QueueName: name, QueueUrl: url } };
    }
    case 'AWS::S3::Bucket':
      return {
        ref: name,
        attributes: { Arn: `arn:aws:s3:::${name}`, DomainName: `${name}.s3.amazonaws.com` },
      };
    case 'AWS::Lambda::Function':
      return named(arnOf('lambda', `function:${name}`));
    case 'AWS::ApiGatewayV2::Api': {
      const id = shortId(name);
      return { ref: id, attributes: { ApiId: id, ApiEndpoint: at.apiUrl } };
    }
    case 'AWS::ApiGatewayV2::Integration':
    case 'AWS::ApiGatewayV2::Route':
      return { ref: shortId(name), attributes: {} };
    case 'AWS::ApiGatewayV2::Stage':
      return { ref: '$default', attributes: {} };
    case 'AWS::SecretsManager::Secret': {
      const arn = arnOf('secretsmanager', `secret:${name}`);
      return { ref: arn, attributes: { Id: arn } };
    }
    case 'AWS::SNS::Topic': {
      const arn = arnOf('sns', name);
      return { ref: arn, attributes: { TopicArn: arn, TopicName: name } };
    }
    case 'AWS::IAM::Role':
      return named(`arn:aws:iam::${at.accountId}:role/${name}`);
    case 'AWS::KMS::Key':
      return named(arnOf('kms', `key/${name}`));
    case 'AWS::Logs::LogGroup':
      return named(arnOf('logs', `log-group:${name}:*`));
    case 'AWS::Events::Rule':
      return named(arnOf('events', `rule/${name}`));
    case 'AWS::Scheduler::Schedule':
      return named(arnOf('scheduler', `schedule/default/${name}`));
    case 'AWS::CloudWatch::Alarm':
      return named(arnOf('cloudwatch', `alarm:${name}`));
    default:
      return { ref: name, attributes: {} };
  }
}

/** A request of AWS's JSON protocol. */
export interface AwsRequest {
  service: 'dynamodb' | 'sqs';
  /** `TransactWriteItems` */
  operation: string;
  /** The worker's name and process id, `deliver-webhook.4711`; `local` for a function that runs inside the host. */
  caller: string;
  body: string;
}

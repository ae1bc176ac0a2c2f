import {
  type CancellationReason,
  ConditionalCheckFailedException,
  TransactionCanceledException,
} from '@aws-sdk/client-dynamodb';
import type { Image } from './attributes.ts';

/** What DynamoDB answers with status 400, as far as it matters here. */
interface Refused {
  __type?: string;
  message?: string;
  Message?: string;
  Item?: Image;
  CancellationReasons?: CancellationReason[];
}

/** The exceptions that carry the outcome of a condition; any other is the SDK's to understand. */
export function refusalOf({ __type: type = '', message = '', Message = message, ...details }: Refused) {
  const options = { message: Message, $metadata: { httpStatusCode: 400, attempts: 1, totalRetryDelay: 0 } };
  const { Item, CancellationReasons = [] } = details;
  switch (type.slice(type.indexOf('#') + 1)) {
    case 'ConditionalCheckFailedException':
      return new ConditionalCheckFailedException({ ...options, ...(Item && { Item }) });
    case 'TransactionCanceledException':
      return new TransactionCanceledException({ ...options, CancellationReasons });
    default:
      return undefined;
  }
}

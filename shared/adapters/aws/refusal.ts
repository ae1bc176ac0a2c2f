/** The body of a service's answer with status 400. */
interface Refused {
  __type?: string;
  message?: string;
  Message?: string;
}

/** A refusal of a service, by the SDK's name for it and with the fields that the SDK's error of that name has. */
class AwsRefusal extends Error {
  readonly $fault = 'client';
  readonly $metadata = { httpStatusCode: 400, attempts: 1, totalRetryDelay: 0 };

  constructor(name: string, message: string) {
    super(message);
    this.name = name;
  }
}

export function refusedWith({
  __type: type = '',
  message = '',
  Message = message,
  ...details
}: Refused): AwsRefusal {
  return Object.assign(new AwsRefusal(type.slice(type.indexOf('#') + 1), Message), details);
}

/*
 * The access key id is part of the signature of each request, so that the proxy can tell which process sent it. DynamoDB
 * Local takes letters and digits alone.
 */

/** @param caller `deliver-webhook.4711` */
export const accessKeyOf = (caller: string): string => Buffer.from(caller).toString('hex');

/** The caller of an access key id; an id that no worker has is its own. */
export const callerOf = (accessKeyId: string): string =>
  /^(?:[0-9a-f]{2})+$/.test(accessKeyId) ? Buffer.from(accessKeyId, 'hex').toString() : accessKeyId;

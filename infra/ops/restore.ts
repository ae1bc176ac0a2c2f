import {
  DescribeTableCommand,
  type DynamoDBClient,
  ResourceInUseException,
  RestoreTableToPointInTimeCommand,
  TableAlreadyExistsException,
  type TableDescription,
  UpdateContinuousBackupsCommand,
  UpdateTableCommand,
  UpdateTimeToLiveCommand,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';

/** Hours that a restore may take; one of gigabytes takes minutes. */
const TIMEOUT_SECONDS = 12 * 3600;

export interface Restored {
  name: string;
  streamArn: string;
}

/**
 * Restores a table as of a time into another one, and adds what a restored table lacks: stream, time to
 * live, point-in-time recovery and deletion protection. May be killed and repeated: it continues with the existing table.
 *
 * @param at of the last 35 days
 * @throws what DynamoDB answers, for example for a time that it cannot restore
 */
export async function restoreTable(
  dynamo: DynamoDBClient,
  source: string,
  at: Date,
  tell: (line: string) => void,
): Promise<Restored> {
  const name = restoredName(source, at);
  const table = { TableName: name };
  await unlessDone(
    dynamo.send(
      new RestoreTableToPointInTimeCommand({
        SourceTableName: source,
        TargetTableName: name,
        RestoreDateTime: at,
      }),
    ),
    TableAlreadyExistsException,
    ResourceInUseException,
  );
  tell(`${source} as of ${at.toISOString()} is being restored to ${name}`);
  let found = await active(dynamo, name);
  if (!found.StreamSpecification?.StreamEnabled) {
    const StreamSpecification = { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' } as const;
    await dynamo.send(new UpdateTableCommand({ ...table, StreamSpecification }));
    found = await active(dynamo, name);
  }
  if (!found.DeletionProtectionEnabled) {
    await dynamo.send(new UpdateTableCommand({ ...table, DeletionProtectionEnabled: true }));
    found = await active(dynamo, name);
  }
  const TimeToLiveSpecification = { AttributeName: 'expiresAt', Enabled: true };
  // DynamoDB's words for what is on already.
  await unlessDone(
    dynamo.send(new UpdateTimeToLiveCommand({ ...table, TimeToLiveSpecification })),
    /already enabled/,
  );
  const PointInTimeRecoverySpecification = { PointInTimeRecoveryEnabled: true };
  await dynamo.send(new UpdateContinuousBackupsCommand({ ...table, PointInTimeRecoverySpecification }));
  if (found.LatestStreamArn === undefined) throw new Error(`${name} has no stream`);
  return { name, streamArn: found.LatestStreamArn };
}

/** The same for the same time, so that a repeat finds it. At most the 255 characters that a name may have. */
const restoredName = (source: string, at: Date): string =>
  `${source.replace(/-at-[0-9TZ]+$/, '')}-at-${at.toISOString().replace(/[-:]|\.\d+/g, '')}`;

async function active(client: DynamoDBClient, TableName: string): Promise<TableDescription> {
  await waitUntilTableExists({ client, maxWaitTime: TIMEOUT_SECONDS, minDelay: 2 }, { TableName });
  const { Table = {} } = await client.send(new DescribeTableCommand({ TableName }));
  return Table;
}

type Known = RegExp | (new (...given: never[]) => Error);

async function unlessDone(doing: Promise<unknown>, ...known: Known[]): Promise<void> {
  try {
    await doing;
  } catch (error) {
    const isKnown = known.some((each) =>
      each instanceof RegExp ? each.test(String(error)) : error instanceof each,
    );
    if (!isKnown) throw error;
  }
}

import * as z from 'zod';

/** Properties that a deployed resource needs and that change nothing on one machine. */
const without = <Name extends string>(...names: Name[]) =>
  Object.fromEntries(names.map((name) => [name, z.unknown().optional()])) as Record<
    Name,
    z.ZodOptional<z.ZodUnknown>
  >;

const number = z.coerce.number();
const keySchema = z.array(z.strictObject({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) }));
const projection = z.strictObject({
  ProjectionType: z.enum(['ALL', 'KEYS_ONLY', 'INCLUDE']).optional(),
  NonKeyAttributes: z.array(z.string()).optional(),
});
const index = z.strictObject({ IndexName: z.string(), KeySchema: keySchema, Projection: projection });
const capacity = ['ProvisionedThroughput', 'OnDemandThroughput', 'WarmThroughput'] as const;

export const table = z.strictObject({
  TableName: z.string().optional(),
  KeySchema: keySchema,
  AttributeDefinitions: z.array(
    z.strictObject({ AttributeName: z.string(), AttributeType: z.enum(['S', 'N', 'B']) }),
  ),
  GlobalSecondaryIndexes: z
    .array(index.extend(without(...capacity, 'ContributorInsightsSpecification')))
    .optional(),
  LocalSecondaryIndexes: z.array(index).optional(),
  StreamSpecification: z
    .strictObject({ StreamViewType: z.string(), ...without('ResourcePolicy') })
    .optional(),
  TimeToLiveSpecification: z
    .strictObject({ AttributeName: z.string().optional(), Enabled: z.boolean() })
    .optional(),
  ...without(
    ...capacity,
    'BillingMode',
    'TableClass',
    'Tags',
    'SSESpecification',
    'DeletionProtectionEnabled',
  ),
  ...without('PointInTimeRecoverySpecification', 'ContributorInsightsSpecification', 'ResourcePolicy'),
});

const scalar = z.union([z.string(), z.number(), z.boolean()]);

/** The queue attributes that SQS accepts, except encryption, which the local queues do not have. */
export const queue = z.strictObject({
  QueueName: z.string().optional(),
  RedrivePolicy: z.strictObject({ deadLetterTargetArn: z.string(), maxReceiveCount: number }).optional(),
  VisibilityTimeout: scalar.optional(),
  DelaySeconds: scalar.optional(),
  MaximumMessageSize: scalar.optional(),
  MessageRetentionPeriod: scalar.optional(),
  ReceiveMessageWaitTimeSeconds: scalar.optional(),
  FifoQueue: z.boolean().optional(),
  ContentBasedDeduplication: z.boolean().optional(),
  DeduplicationScope: z.string().optional(),
  FifoThroughputLimit: z.string().optional(),
  ...without(
    'KmsMasterKeyId',
    'KmsDataKeyReusePeriodSeconds',
    'SqsManagedSseEnabled',
    'RedriveAllowPolicy',
    'Tags',
  ),
});

export const bucket = z.strictObject({
  BucketName: z.string().optional(),
  ...without(
    'BucketEncryption',
    'PublicAccessBlockConfiguration',
    'OwnershipControls',
    'LoggingConfiguration',
  ),
  ...without('VersioningConfiguration', 'CorsConfiguration', 'AccessControl', 'ObjectLockEnabled', 'Tags'),
  ...without('LifecycleConfiguration', 'MetricsConfigurations', 'IntelligentTieringConfigurations'),
});

export const lambda = z.strictObject({
  FunctionName: z.string().optional(),
  Runtime: z.string().regex(/^nodejs/, 'only Node.js functions can be hosted'),
  Handler: z.string(),
  Code: z.strictObject({ S3Bucket: z.unknown(), S3Key: z.string() }),
  Environment: z.strictObject({ Variables: z.record(z.string(), scalar).optional() }).optional(),
  Timeout: number.default(3),
  MemorySize: number.default(128),
  ...without(
    'Architectures',
    'DeadLetterConfig',
    'Description',
    'EphemeralStorage',
    'KmsKeyArn',
    'LoggingConfig',
  ),
  ...without('RecursiveLoop', 'ReservedConcurrentExecutions', 'Role', 'RuntimeManagementConfig', 'Tags'),
  ...without('TracingConfig'),
});

export const api = z.strictObject({
  Name: z.string().optional(),
  ProtocolType: z.literal('HTTP'),
  ...without('Description', 'DisableExecuteApiEndpoint', 'IpAddressType', 'Tags'),
});

export const integration = z.strictObject({
  ApiId: z.string(),
  IntegrationType: z.literal('AWS_PROXY'),
  IntegrationUri: z.string(),
  PayloadFormatVersion: z.literal('2.0'),
  TimeoutInMillis: number.default(30_000),
  ...without('IntegrationMethod', 'Description'),
});

export const routeResource = z.strictObject({
  ApiId: z.string(),
  RouteKey: z.string(),
  Target: z.string(),
  AuthorizationType: z.literal('NONE').optional(),
  ...without('OperationName'),
});

export const stage = z.strictObject({
  ApiId: z.string(),
  StageName: z.literal('$default'),
  ...without(
    'AccessLogSettings',
    'AutoDeploy',
    'DefaultRouteSettings',
    'Description',
    'RouteSettings',
    'Tags',
  ),
});

export const mapping = z.strictObject({
  EventSourceArn: z.string(),
  FunctionName: z.string(),
  Enabled: z.boolean().default(true),
  BatchSize: number.optional(),
  MaximumBatchingWindowInSeconds: number.default(0),
  FunctionResponseTypes: z.array(z.literal('ReportBatchItemFailures')).default([]),
  FilterCriteria: z.strictObject({ Filters: z.array(z.strictObject({ Pattern: z.string() })) }).optional(),
  ScalingConfig: z.strictObject({ MaximumConcurrency: number }).optional(),
  BisectBatchOnFunctionError: z.boolean().default(false),
  MaximumRetryAttempts: number.default(-1),
  MaximumRecordAgeInSeconds: number.default(-1),
  ParallelizationFactor: number.default(1),
  StartingPosition: z.enum(['LATEST', 'TRIM_HORIZON']).optional(),
  DestinationConfig: z
    .strictObject({ OnFailure: z.strictObject({ Destination: z.string() }).optional() })
    .optional(),
  ...without('KmsKeyArn', 'MetricsConfig', 'Tags'),
});

/** Retries of a schedule's target and their dead-letter queue: locally the next turn is the retry. */
const target = z.strictObject({
  Arn: z.string(),
  Input: z.string().optional(),
  ...without('Id', 'RetryPolicy', 'DeadLetterConfig', 'RoleArn'),
});
const state = z.enum(['ENABLED', 'DISABLED']).default('ENABLED');

export const rule = z.strictObject({
  Name: z.string().optional(),
  ScheduleExpression: z.string(),
  State: state,
  Targets: z.array(target).default([]),
  ...without('Description', 'Tags'),
});

export const schedule = z.strictObject({
  Name: z.string().optional(),
  ScheduleExpression: z.string(),
  State: state,
  Target: target,
  ...without('Description', 'FlexibleTimeWindow', 'GroupName', 'KmsKeyArn', 'ScheduleExpressionTimezone'),
});

import { CfnOutput, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import {
  AttributeType,
  BillingMode,
  type ITable,
  ProjectionType,
  StreamViewType,
  Table,
} from 'aws-cdk-lib/aws-dynamodb';
import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { IndexName } from '../../shared/adapters/dynamo/query.ts';
import type { Grant } from './base/grant.ts';
import { sharedValue } from './base/shared-value.ts';
import type { Stage } from './base/stage.ts';

const INDEXES: Readonly<Record<IndexName, ProjectionType>> = {
  list: ProjectionType.KEYS_ONLY,
  lookup: ProjectionType.KEYS_ONLY,
  subject: ProjectionType.KEYS_ONLY,
  sparse: ProjectionType.KEYS_ONLY,
};

const READS = ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query'];
const WRITES = [
  'dynamodb:PutItem',
  'dynamodb:UpdateItem',
  'dynamodb:DeleteItem',
  'dynamodb:ConditionCheckItem',
];

const API_KEYS = 'APIKEY#*';
/** The tokens of intake hooks, which authenticate requests as keys do. */
const HOOK_TOKENS = 'HOOK#*';
/** Sessions of people who signed in, found by their cookies. */
const SESSIONS = 'SESSION#*';
const REQUEST_COUNTERS = 'RATE#*';
const IDEMPOTENCY_RECORDS = 'IDEMPOTENCY#*';
const DUE_WORK = 'DUE#*';

const LETTING_IN = [API_KEYS, HOOK_TOKENS, SESSIONS];
/** Members, and the lists of their sessions. */
const MEMBERS = 'MEMBERS#*';
const PASSWORDS = 'EMAIL#*';
/** Items that make a person a member. */
const PEOPLE = [MEMBERS, PASSWORDS, 'LINK#*'];

/** The attributes that make an item an owner's key, or somebody's session. */
const MAKING_OF_KEYS = ['entity', 'keyId', 'tenantId', 'mode', 'sessionId', 'memberId', 'role', 'endsAt'];
/** Attributes of a key's item that are copies of its tenant's. */
const COPIES_IN_KEYS = ['country', 'currency', 'timeZone', 'tenantVersion', 'limit_*'];
/** Attributes that the write that counts a request names: its counters, and their limit. */
const COUNTING = ['pk', 'sk', 'rate_*', 'limit_*'];

const startingWith = (prefix: string): string => `${prefix}*`;

/** The table that holds the stage's data: the stack's own, or what was restored of it. */
function inUse(
  scope: Construct,
  { restoredTable }: Stage,
  own: Table,
): { name: string; arn: string; streamArn: string } {
  if (restoredTable === undefined)
    return { name: own.tableName, arn: own.tableArn, streamArn: own.tableStreamArn ?? '' };
  const { name, streamArn } = restoredTable;
  const arn = Stack.of(scope).formatArn({ service: 'dynamodb', resource: 'table', resourceName: name });
  return { name, arn, streamArn };
}

/** The one table of a stage, and what functions may be allowed to do with it. */
export class OrderTable extends Construct {
  readonly arn: string;
  readonly #name: string;
  readonly #streamArn: string;

  constructor(scope: Construct, id: string, stage: Stage) {
    super(scope, id);
    const table = new Table(this, 'Table', {
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      stream: StreamViewType.NEW_IMAGE,
      timeToLiveAttribute: 'expiresAt',
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: stage.keepsData },
      deletionProtection: stage.keepsData,
      // A table that is protected from deletion would fail the rollback of a first deployment, too.
      removalPolicy: stage.keepsData ? RemovalPolicy.RETAIN : stage.removalPolicy,
    });
    for (const [indexName, projectionType] of Object.entries(INDEXES))
      table.addGlobalSecondaryIndex({
        indexName,
        partitionKey: { name: `${indexName}Pk`, type: AttributeType.STRING },
        sortKey: { name: `${indexName}Sk`, type: AttributeType.STRING },
        projectionType,
      });
    if (!stage.keepsData)
      Validations.of(table).acknowledge({
        id: 'AwsSolutions-DDB3',
        reason: 'Only prod holds data worth a backup; the tables of other stages go with their stack.',
      });
    const { name, arn, streamArn } = inUse(this, stage, table);
    this.#name = sharedValue(this, stage, 'table-name', name);
    this.arn = sharedValue(this, stage, 'table-arn', arn);
    this.#streamArn = sharedValue(this, stage, 'table-stream-arn', streamArn);
    new CfnOutput(Stack.of(this), 'TableName', { value: name });
  }

  /** As the source of events of a function in another stack. */
  from(scope: Construct): ITable {
    return Table.fromTableAttributes(scope, 'Table', { tableArn: this.arn, tableStreamArn: this.#streamArn });
  }

  /** Every item, to read, or those of some partitions alone. @param prefixes of these */
  reading(prefixes: readonly string[] = []): Grant {
    return this.#grant([
      this.#allow(READS, this.#everywhere(), ...prefixes.map(startingWith)),
      ...(prefixes.length === 0 ? [this.#deny(READS, {}, PASSWORDS)] : []),
    ]);
  }

  /** Every item, to read and write, except for making keys and tokens. */
  writing(): Grant {
    return this.#grant([
      ...this.reading().statements,
      this.#allow(WRITES, [this.arn]),
      ...this.#lettingNobodyIn(),
    ]);
  }

  /**
   * The items of some partitions, to read and write, and the answers that are remembered with what is written.
   * @param alsoReads prefixes of partitions to read only
   */
  writingIn(prefixes: readonly string[], alsoReads: readonly string[] = []): Grant {
    const partitions = [...prefixes.map(startingWith), IDEMPOTENCY_RECORDS];
    return this.#grant([
      ...this.reading([...prefixes, ...alsoReads]).statements,
      // One statement: a transaction on partitions of two would be allowed by neither.
      this.#allow(WRITES, [this.arn], ...partitions),
    ]);
  }

  /** Authenticating a request and counting it: on its key's item, or on counters apart while the key is read. */
  countingRequests(): Grant {
    const counting = this.#allow(['dynamodb:UpdateItem'], [this.arn], API_KEYS, REQUEST_COUNTERS);
    counting.addCondition('ForAllValues:StringLike', {
      'dynamodb:LeadingKeys': [API_KEYS, REQUEST_COUNTERS],
      'dynamodb:Attributes': COUNTING,
    });
    const reading = this.#allow(['dynamodb:GetItem'], [this.arn], API_KEYS);
    return this.#grant([counting, reading]);
  }

  /** Counting the requests that an endpoint gets of each network address. */
  countingAddresses(name: string): Grant {
    return this.#grant([this.#allow(['dynamodb:UpdateItem'], [this.arn], `RATE#${name}#*`)]);
  }

  /** Finding a session, counting its request and extending it. */
  countingOfSessions(): Grant {
    const counting = this.#allow(['dynamodb:UpdateItem'], [this.arn], SESSIONS);
    counting.addCondition('ForAllValues:StringLike', {
      'dynamodb:LeadingKeys': [SESSIONS],
      'dynamodb:Attributes': [...COUNTING, 'expiresAt'],
    });
    return this.#grant([counting]);
  }

  /**
   * Bringing the copies of a tenant's settings in its keys and its members' sessions up to date; their owners and rights
   * cannot be changed.
   */
  refreshingKeys(): Grant {
    const refreshing = this.#allow(['dynamodb:UpdateItem'], [this.arn], API_KEYS, SESSIONS);
    refreshing.addCondition('ForAllValues:StringLike', {
      'dynamodb:LeadingKeys': [API_KEYS, SESSIONS],
      'dynamodb:Attributes': [...COUNTING, ...COPIES_IN_KEYS],
    });
    return this.#grant([refreshing, this.#allow(['dynamodb:Query'], [this.arn], MEMBERS)]);
  }

  /** Remembering the answer to an `Idempotency-Key`. */
  rememberingAnswers(): Grant {
    const actions = ['dynamodb:GetItem', 'dynamodb:PutItem'];
    return this.#grant([this.#allow(actions, [this.arn], IDEMPOTENCY_RECORDS)]);
  }

  /** Maintaining the search index, a batch of items at a time. */
  keepingSearch(): Grant {
    const prefixes = ['WORDS#', 'SEGMENT#', 'STATUSES#'];
    const actions = [...WRITES, 'dynamodb:BatchWriteItem'];
    return this.#grant([
      ...this.reading([...prefixes, 'SEARCH#', 'MOVES#']).statements,
      this.#allow(actions, [this.arn], ...prefixes.map(startingWith)),
    ]);
  }

  /** Finding due work and deleting it. */
  sweeping(): Grant {
    const actions = ['dynamodb:Query', 'dynamodb:DeleteItem'];
    return this.#grant([this.#allow(actions, [this.arn], DUE_WORK)]);
  }

  /**
   * However much else is allowed: no key, token or session is made, given to another owner, or deleted, no member is made or
   * changed, and no password is read.
   */
  #lettingNobodyIn(): PolicyStatement[] {
    return [
      this.#deny(['dynamodb:PutItem', 'dynamodb:DeleteItem'], {}, ...LETTING_IN, ...PEOPLE),
      this.#deny(['dynamodb:UpdateItem'], { 'dynamodb:Attributes': MAKING_OF_KEYS }, ...LETTING_IN),
      this.#deny(['dynamodb:UpdateItem'], {}, ...PEOPLE),
    ];
  }

  #deny(actions: string[], conditions: Record<string, string[]>, ...partitions: string[]): PolicyStatement {
    return new PolicyStatement({
      effect: Effect.DENY,
      actions,
      resources: [this.arn],
      conditions: {
        'ForAnyValue:StringLike': { 'dynamodb:LeadingKeys': partitions },
        ...(Object.keys(conditions).length > 0 && { 'ForAnyValue:StringEquals': conditions }),
      },
    });
  }

  #everywhere(): string[] {
    return [this.arn, ...Object.keys(INDEXES).map((name) => `${this.arn}/index/${name}`)];
  }

  #allow(actions: string[], resources: string[], ...partitions: string[]): PolicyStatement {
    return new PolicyStatement({
      actions,
      resources,
      ...(partitions.length > 0 && {
        conditions: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': partitions } },
      }),
    });
  }

  #grant(statements: readonly PolicyStatement[]): Grant {
    return { statements, environment: { TABLE_NAME: this.#name } };
  }
}

import { Validations } from 'aws-cdk-lib';
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
import type { Grant } from './grant.ts';
import type { Stage } from './stage.ts';

const INDEXES: Readonly<Record<IndexName, ProjectionType>> = {
  list: ProjectionType.ALL,
  lookup: ProjectionType.KEYS_ONLY,
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
const REQUEST_COUNTERS = 'RATE#*';
const IDEMPOTENCY_RECORDS = 'IDEMPOTENCY#*';
const DUE_WORK = 'DUE#*';

/** The one table of a stage, and what functions may be allowed to do with it. */
export class OrderTable extends Construct {
  readonly table: ITable;

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
      removalPolicy: stage.removalPolicy,
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
    // The library's classes do not fit its interfaces where a property that may be undefined must not be optional.
    this.table = table as ITable;
  }

  /** Every item, to read. */
  reading(): Grant {
    return this.#grant([this.#allow(READS, this.#everywhere())]);
  }

  /** Every item, to read and write; keys to the API cannot be made or removed. */
  writing(): Grant {
    const keepsKeys = new PolicyStatement({
      effect: Effect.DENY,
      actions: ['dynamodb:PutItem', 'dynamodb:DeleteItem'],
      resources: [this.table.tableArn],
      conditions: { 'ForAnyValue:StringLike': { 'dynamodb:LeadingKeys': [API_KEYS] } },
    });
    return this.#grant([...this.administering().statements, keepsKeys]);
  }

  /** Every item, to read and write, keys to the API included. */
  administering(): Grant {
    return this.#grant([this.#allow(READS, this.#everywhere()), this.#allow(WRITES, [this.table.tableArn])]);
  }

  /** Authenticating a request and counting it, on its key's item or on that of the key's tenant. */
  countingRequests(): Grant {
    return this.#grant([
      this.#allow(['dynamodb:UpdateItem'], [this.table.tableArn], API_KEYS, REQUEST_COUNTERS),
    ]);
  }

  /** Remembering the answer to an `Idempotency-Key`. */
  rememberingAnswers(): Grant {
    const actions = ['dynamodb:GetItem', 'dynamodb:PutItem'];
    return this.#grant([this.#allow(actions, [this.table.tableArn], IDEMPOTENCY_RECORDS)]);
  }

  /** Finding due work and striking it off. */
  sweeping(): Grant {
    const actions = ['dynamodb:Query', 'dynamodb:DeleteItem'];
    return this.#grant([this.#allow(actions, [this.table.tableArn], DUE_WORK)]);
  }

  #everywhere(): string[] {
    return [
      this.table.tableArn,
      ...Object.keys(INDEXES).map((name) => `${this.table.tableArn}/index/${name}`),
    ];
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
    return { statements, environment: { TABLE_NAME: this.table.tableName } };
  }
}

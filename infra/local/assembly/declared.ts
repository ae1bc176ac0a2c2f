import type * as z from 'zod';
import type * as schemas from './schemas.ts';

export interface TableDeclaration extends Omit<z.output<typeof schemas.table>, 'TableName'> {
  name: string;
  arn: string;
  streamArn: string;
}

export interface QueueDeclaration {
  name: string;
  arn: string;
  url: string;
  /** As SQS's `CreateQueue` takes them. */
  attributes: Record<string, string>;
}

export interface FunctionDeclaration {
  name: string;
  arn: string;
  /** The module that holds the handler, without its extension, in the function's asset folder. */
  module: string;
  exportName: string;
  environment: Record<string, string>;
  timeoutSeconds: number;
  memoryMb: number;
}

export interface RouteDeclaration {
  /** `GET /orders/{id}`, `ANY /{proxy+}` or `$default`. */
  key: string;
  functionName: string;
  timeoutMs: number;
}

export interface SourceDeclaration
  extends Omit<z.output<typeof schemas.mapping>, 'FunctionName' | 'EventSourceArn'> {
  id: string;
  functionName: string;
  sourceArn: string;
}

export interface ScheduleDeclaration {
  name: string;
  arn: string;
  expression: string;
  functionName: string;
  /** The target's input, which replaces the scheduled event. */
  input?: unknown;
}

/** All that an assembly declares and the local host runs. */
export interface Declarations {
  apiId: string;
  tables: TableDeclaration[];
  queues: QueueDeclaration[];
  buckets: string[];
  functions: FunctionDeclaration[];
  routes: RouteDeclaration[];
  queueSources: SourceDeclaration[];
  streamSources: SourceDeclaration[];
  schedules: ScheduleDeclaration[];
}

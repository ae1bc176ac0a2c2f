import { join } from 'node:path';
import * as z from 'zod';
import type {
  Declarations,
  FunctionDeclaration,
  QueueDeclaration,
  RouteDeclaration,
  ScheduleDeclaration,
  SourceDeclaration,
  TableDeclaration,
} from './declared.ts';
import type { StackSurroundings } from './identity.ts';
import { isHosted, known } from './kinds.ts';
import type { Stack } from './load.ts';
import { createResolver } from './resolver.ts';
import * as schemas from './schemas.ts';

/**
 * Reads what the stacks declare, with every intrinsic resolved to where things are on this machine.
 * @throws Error naming every resource, property or reference that the local host does not know.
 */
export function readDeclarations(stacks: readonly Stack[], at: StackSurroundings): Declarations {
  const unknown = stacks.flatMap(({ name, template }) =>
    Object.entries(template.Resources ?? {})
      .filter(([, { Type: type }]) => !isHosted(type) && !known.includes(type))
      .map(([id, { Type: type }]) => `${name}/${id} is a ${type}`),
  );
  if (unknown.length > 0)
    throw new Error(`The local host does not support these resources:\n  ${unknown.join('\n  ')}`);

  const resolver = createResolver(stacks, at);
  const all = <Schema extends z.ZodType>(type: string, schema: Schema) =>
    stacks.flatMap((stack) =>
      Object.entries(stack.template.Resources ?? {})
        .filter(([, resource]) => resource.Type === type)
        .filter(([id, { Condition: name }]) => {
          const where = `${stack.name}/${id}`;
          return name === undefined || resolver.resolve({ Condition: name }, stack, where) === true;
        })
        .map(([id, resource]) => {
          const where = `${stack.name}/${id}`;
          const parsed = schema.safeParse(resolver.resolve(resource.Properties ?? {}, stack, where));
          if (!parsed.success)
            throw new Error(`${where} (${type}) cannot be hosted locally:\n${z.prettifyError(parsed.error)}`);
          return { stack, where, properties: parsed.data, ...resolver.identity(stack, id) };
        }),
    );

  const apis = all('AWS::ApiGatewayV2::Api', schemas.api);
  if (apis.length > 1)
    throw new Error(`One port serves one HTTP API, not ${apis.map(({ where }) => where).join(' and ')}`);
  const apiId = apis[0]?.ref ?? '';
  all('AWS::ApiGatewayV2::Stage', schemas.stage);

  const functions = all('AWS::Lambda::Function', schemas.lambda).map(
    ({ stack, where, properties, ref, attributes }): FunctionDeclaration => {
      const asset = stack.assets.get(properties.Code.S3Key);
      if (asset === undefined)
        throw new Error(`${where}: the assembly has no asset ${properties.Code.S3Key}`);
      const dot = properties.Handler.lastIndexOf('.');
      const variables = Object.entries(properties.Environment?.Variables ?? {});
      return {
        name: ref,
        arn: attributes.Arn ?? '',
        module: join(asset, properties.Handler.slice(0, dot)),
        exportName: properties.Handler.slice(dot + 1),
        environment: Object.fromEntries(
          // The CDK writes an HTTP API's URL out as text when it is asked for its default stage's.
          variables.map(([key, value]) => [
            key,
            String(value).replaceAll(`https://${apiId}.execute-api.${at.region}.amazonaws.com`, at.apiUrl),
          ]),
        ),
        timeoutSeconds: properties.Timeout,
        memoryMb: properties.MemorySize,
      };
    },
  );
  const functionOf = (reference: string, where: string): string => {
    // Whole names: one function's may be the start of another's.
    const found = functions.find(
      ({ name, arn }) => reference === name || reference.endsWith(arn) || reference.includes(`${arn}/`),
    );
    if (!found) throw new Error(`${where} refers to ${reference}, which is not a function of the assembly`);
    return found.name;
  };

  const integrations = all('AWS::ApiGatewayV2::Integration', schemas.integration);
  const routes = all('AWS::ApiGatewayV2::Route', schemas.routeResource).map(
    ({ where, properties }): RouteDeclaration => {
      const integration = integrations.find(({ ref }) => properties.Target === `integrations/${ref}`);
      if (!integration) throw new Error(`${where} refers to ${properties.Target}, which does not exist`);
      return {
        key: properties.RouteKey,
        functionName: functionOf(integration.properties.IntegrationUri, where),
        timeoutMs: integration.properties.TimeoutInMillis,
      };
    },
  );

  const tables = all('AWS::DynamoDB::Table', schemas.table).map(
    ({ properties: { TableName: _, ...properties }, ref, attributes }): TableDeclaration => ({
      ...properties,
      name: ref,
      arn: attributes.Arn ?? '',
      streamArn: attributes.StreamArn ?? '',
    }),
  );
  const queues = all('AWS::SQS::Queue', schemas.queue).map(
    ({ properties, ref, attributes }): QueueDeclaration => {
      const { QueueName: name, KmsMasterKeyId, SqsManagedSseEnabled, Tags, ...settings } = properties;
      const { KmsDataKeyReusePeriodSeconds, RedriveAllowPolicy, ...kept } = settings;
      return {
        name: attributes.QueueName ?? '',
        arn: attributes.Arn ?? '',
        url: ref,
        attributes: Object.fromEntries(
          Object.entries(kept)
            .filter(([, value]) => value !== undefined)
            .map(([key, value]) => [key, typeof value === 'object' ? JSON.stringify(value) : String(value)]),
        ),
      };
    },
  );

  const sources = all('AWS::Lambda::EventSourceMapping', schemas.mapping)
    .filter(({ properties }) => properties.Enabled)
    .map(({ where, properties: { FunctionName, EventSourceArn, ...properties } }): SourceDeclaration => {
      if (
        ![...tables.map(({ streamArn }) => streamArn), ...queues.map(({ arn }) => arn)].includes(
          EventSourceArn,
        )
      )
        throw new Error(
          `${where} reads from ${EventSourceArn}, which is not a queue or stream of the assembly`,
        );
      return {
        ...properties,
        id: where,
        functionName: functionOf(FunctionName, where),
        sourceArn: EventSourceArn,
      };
    });

  const scheduled = [
    ...all('AWS::Events::Rule', schemas.rule).map(({ properties, ...rest }) => ({
      ...rest,
      properties,
      targets: properties.Targets,
    })),
    ...all('AWS::Scheduler::Schedule', schemas.schedule).map(({ properties, ...rest }) => ({
      ...rest,
      properties,
      targets: [properties.Target],
    })),
  ];

  return {
    apiId,
    tables,
    queues,
    buckets: all('AWS::S3::Bucket', schemas.bucket).map(({ ref }) => ref),
    functions,
    routes,
    queueSources: sources.filter(({ sourceArn }) => sourceArn.includes(':sqs:')),
    streamSources: sources.filter(({ sourceArn }) => sourceArn.includes(':dynamodb:')),
    schedules: scheduled
      .filter(({ properties }) => properties.State === 'ENABLED')
      .flatMap(({ where, properties, ref, attributes, targets }) =>
        targets.map(
          (target): ScheduleDeclaration => ({
            name: ref,
            arn: attributes.Arn ?? '',
            expression: properties.ScheduleExpression,
            functionName: functionOf(target.Arn, where),
            ...(target.Input !== undefined && { input: JSON.parse(target.Input) as unknown }),
          }),
        ),
      ),
  };
}

import { Duration, Stack, Validations } from 'aws-cdk-lib';
import { HttpMethod, HttpRoute, HttpRouteKey, type IHttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Construct } from 'constructs';
import { type Declaration, pathsOf, takesAdmins, takesSessions } from '../../shared/http/declaration.ts';
import { isPublicPage } from '../../shared/http/public-headers.ts';
import type { AdminKey } from './admin-key.ts';
import type { Grant } from './base/grant.ts';
import type { OrderTable } from './order-table.ts';
import { placesGrant } from './places.ts';
import { type CommonSettings, RecadoFunction } from './recado-function.ts';
import type { SecretsKey } from './secrets-key.ts';
import type { StoredFiles } from './stored-files.ts';
import type { DeadLetters } from './work-queue.ts';

export interface EndpointSettings extends CommonSettings {
  api: IHttpApi;
  table: OrderTable;
  adminKey: AdminKey;
  secretsKey: SecretsKey;
  storedFiles: StoredFiles;
  parked: DeadLetters;
  deadLetters: DeadLetters;
  /** Names of log groups, with commas between. */
  workerLogNames: string;
}

/** Well below the gateway's 30 s, so that the caller gets our answer and not the gateway's. */
export const ENDPOINT_TIMEOUT = Duration.seconds(15);

/** A declared endpoint: its function, allowed what the declaration says, and its route. */
export class Endpoint extends Construct {
  constructor(
    scope: Construct,
    declaration: Declaration,
    {
      api,
      table,
      adminKey,
      secretsKey,
      storedFiles,
      parked,
      deadLetters,
      workerLogNames,
      ...common
    }: EndpointSettings,
  ) {
    super(scope, declaration.name);
    const { lambda } = new RecadoFunction(this, 'Handler', {
      ...common,
      name: declaration.name,
      timeout: ENDPOINT_TIMEOUT,
      memoryMb: declaration.memoryMb,
      uses: [
        ...usesOf(declaration, table, adminKey),
        ...(declaration.seals ?? []).map((purpose) => secretsKey.sealing(purpose)),
        ...(declaration.opens ?? []).map((purpose) => secretsKey.opening(purpose)),
        ...(declaration.files ? [storedFiles.reading(this, declaration.files)] : []),
        ...(declaration.countsParked ? [parked.counting(), deadLetters.counting()] : []),
        ...(declaration.linksLogs && !common.stage.isLocal
          ? [{ statements: [], environment: { WORKER_LOGS: workerLogNames } }]
          : []),
        ...(declaration.asksPlaces ? [placesGrant(common.stage, Stack.of(this))] : []),
      ],
    });
    const methods = [declaration.method, ...(isPublicPage(declaration) ? (['HEAD'] as const) : [])];
    for (const [at, path] of pathsOf(declaration).entries())
      for (const method of methods) {
        const id = `${method === 'HEAD' ? 'Head' : ''}${at === 0 ? '' : 'Below'}Route`;
        route(this, api, HttpRouteKey.with(path, HttpMethod[method]), lambda, id);
      }
  }
}

/** Leads requests to a function. */
export function route(
  scope: Construct,
  api: IHttpApi,
  routeKey: HttpRouteKey,
  lambda: RecadoFunction['lambda'],
  id = 'Route',
): void {
  const integration = new HttpLambdaIntegration('Integration', lambda);
  const route = new HttpRoute(scope, id, { httpApi: api, routeKey, integration });
  Validations.of(route).acknowledge({
    id: 'AwsSolutions-APIG4',
    reason:
      'The function authenticates: the write that counts the request also proves its API key, in one round trip.',
  });
}

function usesOf(declaration: Declaration, table: OrderTable, adminKey: AdminKey): Grant[] {
  const { audience, method, table: access, partitions, alsoReads, perAddress, refreshesKeys } = declaration;
  const uses: Grant[] = [];
  if (takesAdmins(declaration) || declaration.checksAdminKey) uses.push(adminKey.reading());
  if (refreshesKeys) uses.push(table.refreshingKeys());
  if (access === 'write' && partitions === undefined) return [...uses, table.writing()];
  if (access === 'write' && partitions) uses.push(table.writingIn(partitions, alsoReads));
  if (access === 'read') uses.push(table.reading(partitions));
  if (perAddress !== undefined) uses.push(table.countingAddresses(declaration.name));
  if (audience === 'none') return uses;
  // A tenant's key is looked up on an admin's endpoint too: it gets a 403, and any other text a 401.
  uses.push(table.countingRequests());
  if (takesSessions(declaration)) uses.push(table.countingOfSessions());
  if (method === 'POST') uses.push(table.rememberingAnswers());
  return uses;
}

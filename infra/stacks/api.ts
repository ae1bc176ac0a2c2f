import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  HttpApi,
  HttpRouteKey,
  HttpStage,
  type IHttpApi,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { Bundles } from '../bundle/bundle.ts';
import type { HandlerFile } from '../bundle/handler-file.ts';
import { ALARM_PERIOD, type Alarms } from '../constructs/alarms/alarms.ts';
import { addDialectAlarms } from '../constructs/alarms/dialect-alarms.ts';
import { sharedValue } from '../constructs/base/shared-value.ts';
import type { Stage } from '../constructs/base/stage.ts';
import { addDomain } from '../constructs/domain.ts';
import { ENDPOINT_TIMEOUT, route } from '../constructs/endpoint.ts';
import { RecadoFunction } from '../constructs/recado-function.ts';

/** Answers what no declared route takes: 404 or 405, in the dialect of the path. */
export const REJECT_UNKNOWN: HandlerFile = { folder: 'meta', name: 'reject-unknown' };

interface ApiSettings {
  stage: Stage;
  bundles: Bundles;
  alarms: Alarms;
}

/** The HTTP API with its limits and its access log. The dialects' stacks add its routes. */
export class ApiStack extends Stack {
  readonly apiId: string;
  readonly accessLogName: string;
  /** Where clients find it, without a slash at the end. */
  readonly publicUrl: string;

  constructor(scope: Construct, id: string, settings: ApiSettings, props: StackProps) {
    super(scope, id, props);
    const { stage, alarms } = settings;
    const { domain } = stage;
    const api = new HttpApi(this, 'Api', {
      apiName: `recado-${stage.name}`,
      createDefaultStage: false,
      disableExecuteApiEndpoint: domain !== undefined,
    });
    this.apiId = sharedValue(this, stage, 'api-id', api.apiId);
    const url = domain
      ? `https://${domain.name}`
      : `https://${api.apiId}.execute-api.${this.region}.${this.urlSuffix}`;
    this.publicUrl = sharedValue(this, stage, 'api-url', url);
    // The library's classes do not fit its interfaces where a property that may be undefined must not be optional.
    const itself = api as IHttpApi;

    const accessLog = new LogGroup(this, 'AccessLog', {
      retention: stage.logRetention,
      removalPolicy: stage.removalPolicy,
    });
    this.accessLogName = sharedValue(this, stage, 'access-log-name', accessLog.logGroupName);
    const served = new HttpStage(this, 'Stage', {
      httpApi: itself,
      stageName: '$default',
      autoDeploy: true,
      throttle: stage.throttle,
      accessLogSettings: {
        destination: new LogGroupLogDestination(accessLog),
        format: AccessLogFormat.custom(JSON.stringify(ACCESS_LOG_FIELDS)),
      },
    });
    alarms.when(this, 'ServerErrors', {
      metric: served.metricServerError({ period: ALARM_PERIOD, statistic: 'Sum' }),
      means: 'The API answers with 5xx: the access log names the routes, their functions say why.',
    });
    if (domain) addDomain(this, domain, itself, served);
    addDialectAlarms(this, stage, alarms, accessLog);

    const { lambda } = new RecadoFunction(this, 'RejectUnknown', {
      ...settings,
      name: REJECT_UNKNOWN.name,
      publicUrl: this.publicUrl,
      timeout: ENDPOINT_TIMEOUT,
      uses: [],
    });
    route(this, itself, HttpRouteKey.DEFAULT, lambda);
    new CfnOutput(this, 'ApiUrl', { value: url });
  }
}

/** Nothing that identifies the caller: the address, the path and the query are left out. */
const ACCESS_LOG_FIELDS = {
  requestId: '$context.requestId',
  time: '$context.requestTime',
  route: '$context.routeKey',
  status: '$context.status',
  latencyMs: '$context.responseLatency',
  integrationLatencyMs: '$context.integrationLatency',
  integrationError: '$context.integrationErrorMessage',
  responseBytes: '$context.responseLength',
};

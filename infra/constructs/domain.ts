import { CfnOutput } from 'aws-cdk-lib';
import { ApiMapping, DomainName, type IHttpApi, type IHttpStage } from 'aws-cdk-lib/aws-apigatewayv2';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { ARecord, HostedZone, RecordTarget } from 'aws-cdk-lib/aws-route53';
import { ApiGatewayv2DomainProperties } from 'aws-cdk-lib/aws-route53-targets';
import type { Construct } from 'constructs';
import type { StageSettings } from './base/stage.ts';

/** Gives an API its own domain, and outputs where the domain's record has to point. */
export function addDomain(
  scope: Construct,
  { name, certificateArn, hostedZone }: NonNullable<StageSettings['domain']>,
  api: IHttpApi,
  stage: IHttpStage,
): void {
  const domainName = new DomainName(scope, 'Domain', {
    domainName: name,
    certificate: Certificate.fromCertificateArn(scope, 'Certificate', certificateArn),
  });
  new ApiMapping(scope, 'Mapping', { api, domainName, stage });
  new CfnOutput(scope, 'DomainTarget', { value: domainName.regionalDomainName });
  if (hostedZone === undefined) return;
  const { id: hostedZoneId, name: zoneName } = hostedZone;
  new ARecord(scope, 'Record', {
    zone: HostedZone.fromHostedZoneAttributes(scope, 'Zone', { hostedZoneId, zoneName }),
    recordName: `${name}.`,
    target: RecordTarget.fromAlias(
      new ApiGatewayv2DomainProperties(domainName.regionalDomainName, domainName.regionalHostedZoneId),
    ),
  });
}

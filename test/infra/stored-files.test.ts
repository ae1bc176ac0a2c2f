import { beforeAll, describe, expect, test } from 'vitest';
import { type Assembly, openLocal, statementsOf } from './support/synthesized.ts';

let local: Assembly;
beforeAll(async () => {
  local = await openLocal();
}, 120_000);

interface Rule {
  Prefix?: string;
  ExpirationInDays?: number;
  Status: string;
}

describe('the bucket of files', () => {
  const bucket = () => local.all('AWS::S3::Bucket').find(({ id }) => id.includes('ExportFiles'))?.properties;

  test('is encrypted, and not public', () => {
    expect(bucket()).toMatchObject({
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
      },
      PublicAccessBlockConfiguration: { BlockPublicAcls: true, RestrictPublicBuckets: true },
    });
  });

  test('deletes exports after a day, and each recording after as many days as its key says', () => {
    const rules = ((bucket()?.LifecycleConfiguration?.Rules ?? []) as Rule[]).filter(({ Prefix }) => Prefix);
    const days = Array.from({ length: 365 }, (_, index) => [
      `recordings/${String(index + 1).padStart(3, '0')}/`,
      index + 1,
    ]);
    expect(rules.map(({ Prefix, ExpirationInDays }) => [Prefix, ExpirationInDays])).toEqual([
      ['exports/', 1],
      ...days,
    ]);
    expect(new Set(rules.map(({ Status }) => Status))).toEqual(new Set(['Enabled']));
  });

  test('is written by one worker, and read where each endpoint needs it', () => {
    const rightsOf = (name: string) =>
      statementsOf(local, name)
        .filter(({ actions }) => actions.some((action) => action.startsWith('s3:')))
        .map((statement) => JSON.stringify(statement));
    const [writes] = rightsOf('write-export');
    expect(writes).toContain('s3:PutObject');
    expect(writes).not.toContain('s3:GetObject');
    for (const prefix of ['exports/*', 'recordings/*']) expect(writes).toContain(prefix);
    expect(rightsOf('dial-call')).toEqual([]);
  });
});

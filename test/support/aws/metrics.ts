import { vi } from 'vitest';

/** What one run recorded in CloudWatch's embedded metric format, without the fields that say how to read it. */
export async function metricsOf(run: () => Promise<unknown>): Promise<Record<string, unknown>[]> {
  const lines: string[] = [];
  const { STAGE: before } = process.env;
  process.env.STAGE = 'prod';
  const spy = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    lines.push(String(text));
    return true;
  });
  try {
    await run();
  } finally {
    spy.mockRestore();
    if (before === undefined) delete process.env.STAGE;
    else process.env.STAGE = before;
  }
  return lines.flatMap((line) => {
    if (!line.startsWith('{"_aws"')) return [];
    const { _aws, stage: _stage, ...metric } = JSON.parse(line) as Record<string, unknown>;
    return [metric];
  });
}

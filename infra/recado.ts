import { join } from 'node:path';
import { App, type AppProps, type StackProps } from 'aws-cdk-lib';
import recommended from 'aws-cdk-lib/recommended-feature-flags.json' with { type: 'json' };
import { routes } from '../functions/meta/declarations.ts';
import type { DialectName } from '../shared/base/dialect-name.ts';
import { bundle } from './bundle/bundle.ts';
import { handlerFileOf } from './bundle/handler-file.ts';
import { addChecks } from './checks.ts';
import { type StageSettings, stageFromContext } from './constructs/base/stage.ts';
import { WORKER_TIMEOUTS } from './constructs/worker.ts';
import { ApiStack, REJECT_UNKNOWN } from './stacks/api.ts';
import { DataStack } from './stacks/data.ts';
import { DialectStack } from './stacks/dialect.ts';
import { WorkersStack } from './stacks/workers.ts';
import { stages } from './stages.ts';

/**
 * The library's feature flags for new projects. Set here and not in `cdk.json`, so that a template is the same
 * independent of who synthesizes it.
 */
const FLAGS = {
  ...recommended,
  // An export would show that a stack refers to another one directly: they know each other by `sharedValue` alone.
  '@aws-cdk/core:defaultCrossStackReferences': 'strong',
};

/**
 * The app of one stage: state, API, workers, and one stack for each dialect, each deployed after those before it.
 * @param bundleAll for a caller that has the bundles already: they are the same on every stage
 * @throws Error naming a function that is declared but has no handler
 */
export async function recado(
  { context, ...props }: AppProps = {},
  settings: Readonly<Record<string, StageSettings>> = stages,
  bundleAll = bundle,
): Promise<App> {
  const app = new App({
    analyticsReporting: false,
    builtinCloudFormationValidation: false,
    ...props,
    context: { ...FLAGS, ...context },
  });
  const stage = stageFromContext(app.node, settings);
  const bundling = bundleAll(
    [
      ...routes.map(handlerFileOf),
      ...Object.keys(WORKER_TIMEOUTS).map((name) => ({ folder: 'workers', name })),
      REJECT_UNKNOWN,
    ],
    join(app.outdir, 'bundles'),
    app.node.tryGetContext('sourceMaps') === true,
  );
  const named = (part: string) => `Recado-${stage.name}-${part}`;
  const { account, region } = stage;
  const stackProps: StackProps = {
    env: { ...(account !== undefined && { account }), ...(region !== undefined && { region }) },
    tags: { project: 'recado', stage: stage.name },
    // `cdk destroy` is refused where data is kept.
    terminationProtection: stage.keepsData,
  };

  const data = new DataStack(app, named('data'), stage, stackProps);
  const bundles = await bundling;
  const { alarms, table, adminKey, secretsKey, storedFiles, parked, deadLetters } = data;
  const api = new ApiStack(app, named('api'), { stage, bundles, alarms }, stackProps);
  const { apiId, publicUrl, accessLogName } = api;
  const common = { stage, bundles, alarms, publicUrl };
  // Consumers before producers: what a new endpoint writes is known to the workers that are there already.
  const workers = new WorkersStack(
    app,
    named('workers'),
    data,
    { ...common, apiId, accessLogName },
    stackProps,
  );
  const { workerLogNames } = workers;
  api.addStackDependency(data);
  workers.addStackDependency(api);
  const stacks = Map.groupBy(routes, ({ stack, dialect }): DialectName => stack ?? dialect);
  for (const [name, declarations] of stacks)
    new DialectStack(
      app,
      named(name),
      declarations,
      { ...common, apiId, table, adminKey, secretsKey, storedFiles, parked, deadLetters, workerLogNames },
      stackProps,
    ).addStackDependency(workers);

  if (!stage.isLocal) await addChecks(app);
  return app;
}

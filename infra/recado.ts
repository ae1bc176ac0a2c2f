import { join } from 'node:path';
import { App, type AppProps, type StackProps } from 'aws-cdk-lib';
import recommended from 'aws-cdk-lib/recommended-feature-flags.json' with { type: 'json' };
import { routes } from '../functions/meta/declarations.ts';
import type { DialectName } from '../shared/base/dialect-name.ts';
import { bundle } from './bundle/bundle.ts';
import { addChecks } from './checks.ts';
import { stageFromContext } from './constructs/stage.ts';
import { WORKER_TIMEOUTS } from './constructs/worker.ts';
import { ApiStack, REJECT_UNKNOWN } from './stacks/api.ts';
import { DataStack } from './stacks/data.ts';
import { DialectStack } from './stacks/dialect.ts';
import { WorkersStack } from './stacks/workers.ts';

/**
 * What the library does differently for a new project. Set here and not in `cdk.json`, so that a template is the same
 * independent of who synthesizes it.
 */
const FLAGS = {
  ...recommended,
  // Plain exports and imports, so that nothing is taken away that another stack still uses.
  '@aws-cdk/core:defaultCrossStackReferences': 'strong',
};

/**
 * The app of one stage: state, API, one stack for each dialect, and workers, each depending only on those before it.
 * @throws Error naming a function that is declared but has no handler
 */
export async function recado({ context, ...props }: AppProps = {}): Promise<App> {
  const app = new App({
    analyticsReporting: false,
    builtinCloudFormationValidation: false,
    ...props,
    context: { ...FLAGS, ...context },
  });
  const stage = stageFromContext(app.node);
  const bundling = bundle(
    [
      ...routes.map(({ dialect, name }) => ({ folder: dialect, name })),
      ...Object.keys(WORKER_TIMEOUTS).map((name) => ({ folder: 'workers', name })),
      REJECT_UNKNOWN,
    ],
    join(app.outdir, 'bundles'),
    app.node.tryGetContext('sourceMaps') === true,
  );
  const named = (part: string) => `Recado-${stage.name}-${part}`;
  const stackProps: StackProps = {
    tags: { project: 'recado', stage: stage.name },
    // `cdk destroy` is refused where data is kept.
    terminationProtection: stage.keepsData,
  };

  const data = new DataStack(app, named('data'), stage, stackProps);
  const bundles = await bundling;
  const { alarms, table, adminKey, secretsKey, exportFiles } = data;
  const { api, publicUrl } = new ApiStack(app, named('api'), { stage, bundles, alarms }, stackProps);
  const common = { stage, bundles, alarms, publicUrl };
  const stacks = Map.groupBy(routes, ({ stack, dialect }): DialectName => stack ?? dialect);
  for (const [name, declarations] of stacks)
    new DialectStack(
      app,
      named(name),
      declarations,
      { ...common, api, table, adminKey, secretsKey, exportFiles },
      stackProps,
    );
  new WorkersStack(app, named('workers'), data, { ...common, api }, stackProps);

  if (!stage.isLocal) await addChecks(app);
  return app;
}

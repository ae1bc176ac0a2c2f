import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A resource as the template writes it: its properties still hold intrinsic functions. */
export interface Resource {
  Type: string;
  Properties?: Record<string, unknown>;
  Condition?: string;
}

export interface Template {
  Resources?: Record<string, Resource>;
  Outputs?: Record<string, { Value: unknown; Export?: { Name: unknown } }>;
  Parameters?: Record<string, { Type: string; Default?: unknown }>;
  Conditions?: Record<string, unknown>;
  Mappings?: Record<string, Record<string, Record<string, unknown>>>;
}

export interface Stack {
  name: string;
  template: Template;
  /** Absolute path of each asset, by the object key that the template names it with. */
  assets: ReadonlyMap<string, string>;
}

interface Artifact {
  type: string;
  properties?: { templateFile?: string; file?: string; directoryName?: string; stackName?: string };
}

interface AssetManifest {
  files?: Record<string, { source: { path?: string }; destinations: Record<string, { objectKey: string }> }>;
}

const readJson = <T>(path: string): T => JSON.parse(readFileSync(path, 'utf8')) as T;

/**
 * Reads every stack of a CDK cloud assembly (the folder with `manifest.json`), those of nested assemblies too.
 * @throws Error when the folder is no cloud assembly, or holds a kind of artifact that nothing here knows.
 */
export function loadAssembly(directory: string): Stack[] {
  const { artifacts = {} } = readJson<{ artifacts?: Record<string, Artifact> }>(
    join(directory, 'manifest.json'),
  );
  const stacks: Omit<Stack, 'assets'>[] = [];
  const nested: Stack[] = [];
  const assets = new Map<string, string>();
  for (const [id, { type, properties = {} }] of Object.entries(artifacts)) {
    if (type === 'aws:cloudformation:stack')
      stacks.push({
        name: properties.stackName ?? id,
        template: readJson<Template>(join(directory, properties.templateFile ?? `${id}.template.json`)),
      });
    else if (type === 'cdk:asset-manifest') {
      const manifest = readJson<AssetManifest>(join(directory, properties.file ?? `${id}.json`));
      for (const { source, destinations } of Object.values(manifest.files ?? {}))
        for (const { objectKey } of Object.values(destinations))
          if (source.path !== undefined) assets.set(objectKey, join(directory, source.path));
    } else if (type === 'cdk:cloud-assembly')
      nested.push(...loadAssembly(join(directory, properties.directoryName ?? id)));
    else if (type !== 'cdk:tree' && type !== 'cdk:feature-flag-report')
      throw new Error(`${directory}: the local host does not support the artifact ${id}, of type ${type}`);
  }
  return [...stacks.map((stack) => ({ ...stack, assets })), ...nested];
}

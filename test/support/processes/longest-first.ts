import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The files that take longer than a quarter of a minute on two cores, the longest first. */
const LONGEST = [
  'fuzz/every-endpoint',
  'docs/pages',
  'console/pages',
  'console/set-up',
  'faults/faults',
  'members/sign-in',
];

/**
 * Begins the longest files first: begun last, one of them would run alone while the other workers have nothing to do. A
 * clean checkout knows of no earlier run, by which vitest would order them; it orders the others by their size.
 */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isOf = (name: string) => (file: TestSpecification) => file.moduleId.endsWith(`/${name}.test.ts`);
    const longest = LONGEST.flatMap((name) => sorted.filter(isOf(name)));
    return [...longest, ...sorted.filter((file) => !longest.includes(file))];
  }
}

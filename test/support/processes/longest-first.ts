import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The files that took longer than half a minute on two cores with other work beside, the longest first. */
const LONGEST = [
  'fuzz/every-endpoint',
  'console/pages',
  'docs/pages',
  'console/order-page',
  'console/sign-in',
  'local/start',
  'console/order-list',
  'calls/whatsapp/crashes',
  'search/costs',
  'faults/faults',
  'console/set-up',
  'orders/lists/statuses',
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

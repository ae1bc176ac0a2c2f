import type { Reporter, TestModule, TestSpecification } from 'vitest/node';

/** Says after each file how many of how many are done, and since when: for runs that take the better part of an hour. */
export class Progress implements Reporter {
  #files = 0;
  #done = 0;
  #startedAt = 0;

  onTestRunStart(specifications: readonly TestSpecification[]): void {
    this.#files = specifications.length;
    this.#done = 0;
    this.#startedAt = Date.now();
  }

  onTestModuleEnd({ relativeModuleId }: TestModule): void {
    this.#done++;
    const minutes = ((Date.now() - this.#startedAt) / 60_000).toFixed(1);
    console.log(`${this.#done} of ${this.#files} files after ${minutes} minutes: ${relativeModuleId}`);
  }
}

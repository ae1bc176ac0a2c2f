import { beforeEach, describe, expect, test } from 'vitest';
import { remember } from '../../shared/base/async/remember.ts';

let asked: string[];
let broken: boolean;
let now: Date;
beforeEach(() => {
  asked = [];
  broken = false;
  now = new Date('2026-11-25T12:00:00.000Z');
});
const clock = () => now;

const lookUp = async (name: string): Promise<string> => {
  asked.push(name);
  if (broken) throw new Error(`${name} is away`);
  return `${name} ${asked.length}`;
};

describe('what is remembered', () => {
  test('is looked up once for concurrent callers, and for later ones', async () => {
    const known = remember(lookUp);
    expect(await Promise.all([known('a'), known('a'), known('b')])).toEqual(['a 1', 'a 1', 'b 2']);
    expect(await known('a')).toBe('a 1');
    expect(asked).toEqual(['a', 'b']);
  });

  test('is valid for its lifetime from the lookup on', async () => {
    const known = remember(lookUp, { lastsMs: 1000, clock });
    await known('a');
    now = new Date(now.getTime() + 999);
    expect(await known('a')).toBe('a 1');
    now = new Date(now.getTime() + 1);
    expect(await known('a')).toBe('a 2');
    now = new Date(now.getTime() + 999);
    expect(await known('a')).toBe('a 2');
  });

  test('is looked up again when the clock was set back', async () => {
    const known = remember(lookUp, { lastsMs: 1000, clock });
    await known('a');
    now = new Date(now.getTime() - 1);
    expect(await known('a')).toBe('a 2');
    expect(await known('a')).toBe('a 2');
  });

  test('is identified by its key alone', async () => {
    const known = remember(({ name }: { name: string; by: string }) => lookUp(name), {
      keyOf: ({ name }) => name,
    });
    expect(await known({ name: 'a', by: 'one' })).toBe('a 1');
    expect(await known({ name: 'a', by: 'other' })).toBe('a 1');
    expect(await known({ name: 'b', by: 'one' })).toBe('b 2');
  });

  test('evicts the oldest entry when it is full', async () => {
    const known = remember(lookUp, { most: 2, lastsMs: 1000, clock });
    for (const name of ['a', 'b', 'c', 'c', 'b']) await known(name);
    expect(asked).toEqual(['a', 'b', 'c']);
    now = new Date(now.getTime() + 1000);
    for (const name of ['b', 'c', 'b', 'a', 'c', 'b']) await known(name);
    expect(asked.slice(3)).toEqual(['b', 'c', 'a', 'b']);
  });
});

test('A failure reaches everybody who asked meanwhile, and the next caller looks again', async () => {
  const known = remember(lookUp);
  broken = true;
  const both = await Promise.allSettled([known('a'), known('a')]);
  expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(asked).toEqual(['a']);
  broken = false;
  expect(await known('a')).toBe('a 2');
});

test('A late failure does not evict a newer entry', async () => {
  const fails: (() => void)[] = [];
  const known = remember(
    (name: string) =>
      asked.length > 0
        ? lookUp(name)
        : new Promise<string>((_, reject) => {
            asked.push(name);
            fails.push(() => reject(new Error('late')));
          }),
    { lastsMs: 1000, clock },
  );
  const first = known('a');
  now = new Date(now.getTime() + 1000);
  expect(await known('a')).toBe('a 2');
  fails[0]?.();
  await expect(first).rejects.toThrow('late');
  expect(await known('a')).toBe('a 2');
});

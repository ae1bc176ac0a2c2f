import { signal } from '@preact/signals';

/** Something that its reader chose, stored in the browser under a name. */
export interface StoredChoice<Value> {
  readonly value: Value;
  set(value: Value): void;
}

/** @param key of the browser's storage. @param usual the default, also used when the stored value cannot be read */
export function storedChoice<Value>(key: string, usual: Value): StoredChoice<Value> {
  const current = signal(read(key, usual));
  return {
    get value() {
      return current.value;
    },
    set(value) {
      current.value = value;
      localStorage.setItem(key, JSON.stringify(value));
    },
  };
}

function read<Value>(key: string, usual: Value): Value {
  try {
    return (JSON.parse(localStorage.getItem(key) ?? 'null') as Value | null) ?? usual;
  } catch {
    return usual;
  }
}

import { absent, type Item, type Write } from '../adapters/dynamo/expressions.ts';
import { entityFromItem } from '../adapters/dynamo/items/entity.ts';
import type { StoredList } from '../adapters/dynamo/query.ts';
import type { Table } from '../adapters/dynamo/table.ts';
import { type Scope, scopeKey } from '../base/scope.ts';

/** A person on whose behalf a tenant orders deliveries. */
export interface User extends Scope {
  /** `usr_…` */
  id: string;
  name: string;
  /** E.164. */
  phone: string | null;
  /** ISO 8601, UTC. */
  createdAt: string;
}

/** The partition that holds all users of a tenant's mode. */
export const usersPartition = (scope: Scope): string => `USERS#${scopeKey(scope)}`;

const userToItem = (user: User): Item => ({
  pk: usersPartition(user),
  sk: user.id,
  entity: 'user',
  ...user,
});

/** All users of a tenant's mode, the newest first. */
export const usersList = (scope: Scope): StoredList<User> => ({
  pk: usersPartition(scope),
  newestFirst: true,
  fromItem: (item) => entityFromItem(item),
});

/** The user as its tenant sees it. */
export const viewUser = ({ id, name, phone, createdAt }: User): Omit<User, keyof Scope> => ({
  id,
  name,
  phone,
  createdAt,
});

/** Stores a new user. @param extraWrites what is stored with it */
export const insertUser = (table: Table, user: User, extraWrites: readonly Write[]): Promise<void> =>
  table.transact([{ put: userToItem(user), if: absent }, ...extraWrites]);

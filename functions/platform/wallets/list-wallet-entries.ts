import { Problem, type ProblemIssue } from '../../../shared/base/problem.ts';
import { type LedgerAccount, walletOf } from '../../../shared/deliveries/wallets/account.ts';
import { readStatement, type StatementPlace } from '../../../shared/deliveries/wallets/statement.ts';
import { endpoint } from '../../../shared/http/endpoints/endpoint.ts';
import { encodeCursorIn, readCursorIn } from '../../../shared/http/list-page.ts';
import { toMajor } from '../../../shared/serviceability/pricing/money.ts';
import { listWalletEntriesRoute } from './wallet-routes.ts';

export const handler = endpoint(listWalletEntriesRoute, async ({ params, query, principal }, { table }) => {
  const { limit, cursor, userId } = query;
  const { currency } = principal;
  const account = accountOf(params.type, userId);
  const after = cursor === undefined ? undefined : placeIn(readCursorIn({ account }, cursor));
  const { lines, next } = await readStatement(table, principal, { account, currency }, { limit, after });
  const entries = lines.map(({ amount, balance, ...line }) => ({
    ...line,
    amount: toMajor(amount, currency),
    balance: toMajor(balance, currency),
  }));
  const nextCursor = next ? encodeCursorIn({ account }, `${next.entryId}/${next.balance}`) : null;
  return { status: 200, body: { currency, entries, nextCursor } };
});

/** @throws Problem invalid_request when the user is missing, or given for a wallet without one */
function accountOf(type: 'business' | 'user' | 'postpaid', userId: string | undefined): LedgerAccount {
  const refuse = (issue: Omit<ProblemIssue, 'field'>) =>
    new Problem('invalid_request', { issues: [{ field: 'userId', ...issue }] });
  if (type === 'user') {
    if (userId === undefined) throw refuse({ rule: 'required' });
    return walletOf('user', userId);
  }
  if (userId !== undefined) throw refuse({ rule: 'unknown' });
  return type === 'postpaid' ? 'postpaid' : 'wallet:business';
}

/** @throws Problem invalid_request when it is no cursor of ours */
function placeIn(text: string): StatementPlace {
  const { id, balance } = /^(?<id>txn_[0-9a-z]{26,40})\/(?<balance>-?\d{1,16})$/.exec(text)?.groups ?? {};
  if (id !== undefined) return { entryId: id, balance: Number(balance) };
  throw new Problem('invalid_request', { issues: [{ field: 'cursor', rule: 'format', expected: 'cursor' }] });
}

import type { CashSum } from '../../../shared/reports/summary/sum-backlog.ts';
import type { DaySummary } from '../../../shared/reports/summary/summarize-day.ts';

export const viewCash = (sums: readonly CashSum[]) =>
  sums.map(({ amount, ages, ...sum }) => ({
    ...sum,
    amount: Number(amount),
    ages: ages.map((age) => ({ ...age, amount: Number(age.amount) })),
  }));

export const viewDay = ({ orders, decided, confirmed, hours }: DaySummary) => ({
  orders,
  confirmationRate: decided === 0 ? null : confirmed / decided,
  hours,
});

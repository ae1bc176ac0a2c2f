import type { FunctionComponent } from 'preact';
import type { WordKey } from '../base/words.ts';
import type { IconName } from '../ui/controls/icons.tsx';

/** A page, or a group of pages with the same beginning of their paths, with the code that is loaded when it is shown. */
export interface PageEntry {
  title: WordKey;
  icon: IconName;
  load(): Promise<{ default: FunctionComponent }>;
}

/** By the first part of their paths, in the order of the navigation. */
export const pages: Readonly<Record<string, PageEntry>> = {
  today: { title: 'nav.today', icon: 'today', load: () => import('../pages/today/today.tsx') },
  orders: { title: 'nav.orders', icon: 'orders', load: () => import('../pages/orders/orders.tsx') },
  calls: { title: 'nav.calls', icon: 'calls', load: () => import('../pages/calls/calls.tsx') },
  deliveries: {
    title: 'nav.deliveries',
    icon: 'deliveries',
    load: () => import('../pages/deliveries/deliveries.tsx'),
  },
  money: { title: 'nav.money', icon: 'money', load: () => import('../pages/money/money.tsx') },
  webhooks: { title: 'nav.webhooks', icon: 'webhooks', load: () => import('../pages/webhooks/webhooks.tsx') },
  'set-up': { title: 'nav.setUp', icon: 'setup', load: () => import('../pages/set-up/set-up.tsx') },
};

/** The pages of people who signed in with the admin key. */
export const adminPages: Readonly<Record<string, PageEntry>> = {
  tenants: { title: 'nav.tenants', icon: 'orders', load: () => import('../pages/admin/tenants.tsx') },
  regions: { title: 'nav.regions', icon: 'deliveries', load: () => import('../pages/admin/regions.tsx') },
};

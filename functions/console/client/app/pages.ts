import type { FunctionComponent } from 'preact';
import type { WordKey } from '../base/words.ts';
import type { IconName } from '../ui/controls/icons.tsx';

/** A page, or a group of pages with the same beginning of their paths, with the code that is loaded when it is shown. */
export interface PageEntry {
  title: WordKey;
  load(): Promise<{ default: FunctionComponent }>;
}

interface MainPage extends PageEntry {
  icon: IconName;
  /** Pages of the group with code of their own, by the second part of their paths: most visits do without it. */
  apart?: Readonly<Record<string, PageEntry>>;
}

/** By the first part of their paths, in the order of the navigation. */
export type Pages = Readonly<Record<string, MainPage>>;

export const pages: Pages = {
  today: { title: 'nav.today', icon: 'today', load: () => import('../pages/today/today.tsx') },
  orders: {
    title: 'nav.orders',
    icon: 'orders',
    load: () => import('../pages/orders/orders.tsx'),
    apart: { new: { title: 'newOrder.title', load: () => import('../pages/orders/new/new-order.tsx') } },
  },
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
export const adminPages: Pages = {
  tenants: { title: 'nav.tenants', icon: 'orders', load: () => import('../pages/admin/tenants.tsx') },
  regions: { title: 'nav.regions', icon: 'deliveries', load: () => import('../pages/admin/regions.tsx') },
};

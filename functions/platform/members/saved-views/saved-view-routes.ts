import * as z from 'zod';
import { freeText } from '../../../../shared/base/input/coerce.ts';
import { visibleLine } from '../../../../shared/base/input/texts.ts';
import { declare } from '../../../../shared/http/declaration.ts';
import { MAX_VIEWS } from '../../../../shared/members/saved-views.ts';
import { orderViewNames } from '../../../../shared/orders/rows/order-filter.ts';
import { OrderFilterTexts, YesOrNo } from '../../fields/order-query.ts';

const Count = z.int();

const SavedViewView = z.object({
  id: z.string().describe('viw_…'),
  name: z.string(),
  filter: z.record(z.string(), z.string()).describe('As `GET /platform/v1/orders` takes it'),
});

const MemberPath = z.object({
  id: z.string().max(100).describe('`me`, or one’s own mem_…; with a key, the member’s'),
});

const common = {
  dialect: 'platform',
  stack: 'console',
  audience: 'key',
  role: 'viewer',
} as const;

export const listSavedViewsRoute = declare({
  ...common,
  name: 'list-saved-views',
  method: 'GET',
  path: '/platform/v1/members/{id}/views',
  summary: 'The member’s saved lists of orders, in the order in which they were made',
  description: `There are ${MAX_VIEWS} at most, the same in both modes. Counts are for the requested mode, and for the last 90 days where a filter has no \`from\`; the counts of the standard lists are included.`,
  table: 'read',
  partitions: ['VIEWS#', 'MEMBERS#', 'SEARCH#', 'WORDS#', 'SEGMENT#'],
  params: MemberPath,
  query: z.object({ counts: YesOrNo.optional().describe('true: with how many orders each has') }),
  answers: {
    200: {
      description: 'All of them',
      schema: z.object({
        views: z.array(
          SavedViewView.extend({
            orders: Count.nullable().optional().describe('null where its filter cannot be read any more'),
          }),
        ),
        counts: z
          .object(Object.fromEntries(orderViewNames.map((view) => [view, Count])) as ViewCounts)
          .optional()
          .describe('Of the lists that `view` of the orders names'),
      }),
    },
  },
});

type ViewCounts = Record<(typeof orderViewNames)[number], z.ZodInt>;

const fields = {
  name: freeText(visibleLine(60)),
  filter: OrderFilterTexts,
};

export const createSavedViewRoute = declare({
  ...common,
  name: 'create-saved-view',
  method: 'POST',
  path: '/platform/v1/members/{id}/views',
  summary: 'Saves a list of orders under a name, for the member alone',
  description: `One of the same name is replaced. ${MAX_VIEWS} at most.`,
  table: 'write',
  partitions: ['VIEWS#'],
  alsoReads: ['MEMBERS#'],
  params: MemberPath,
  body: z.strictObject(fields),
  bodyExample: { name: 'Cash in Bogotá', filter: { status: 'confirmed', city: 'Bogotá', method: 'cod' } },
  answers: { 201: { description: 'The view', schema: SavedViewView } },
  refuses: ['limit_reached', 'conflict'],
});

const OnePath = MemberPath.extend({ viewId: z.string().max(100).describe('viw_…') });

export const updateSavedViewRoute = declare({
  ...common,
  name: 'update-saved-view',
  method: 'PATCH',
  path: '/platform/v1/members/{id}/views/{viewId}',
  summary: 'Renames a saved list of orders, or replaces its filter',
  description:
    'What is left out stays, and so does the place among the others. A name that another view has is refused.',
  table: 'write',
  partitions: ['VIEWS#'],
  alsoReads: ['MEMBERS#'],
  params: OnePath,
  body: z.strictObject({ name: fields.name.optional(), filter: fields.filter.optional() }),
  bodyExample: { name: 'Cash in Bogotá' },
  answers: { 200: { description: 'The view', schema: SavedViewView } },
  refuses: ['view_exists', 'conflict'],
});

export const deleteSavedViewRoute = declare({
  ...common,
  name: 'delete-saved-view',
  method: 'DELETE',
  path: '/platform/v1/members/{id}/views/{viewId}',
  summary: 'Deletes a saved list of orders',
  description: 'The orders are not touched.',
  table: 'write',
  partitions: ['VIEWS#'],
  alsoReads: ['MEMBERS#'],
  params: OnePath,
  answers: { 204: { description: 'Removed' } },
  refuses: ['conflict'],
});

export const savedViewRoutes = [
  listSavedViewsRoute,
  createSavedViewRoute,
  updateSavedViewRoute,
  deleteSavedViewRoute,
];

'use server';

import { refresh } from 'next/cache';
import { redirect } from 'next/navigation';
import { z } from 'zod';
import { connectionPath, pullPath } from '@/components/domain/pulls/addresses';
import { defineAction } from '@/lib/server/http/define-action';
import { rowId } from '@/lib/server/http/row-id';
import { moveRosterFeed } from '@/lib/server/connections/commands/move-feed';
import { askForPull } from '@/lib/server/pulls/commands/ask-for-pull';
import { askForTest } from '@/lib/server/pulls/commands/ask-for-test';
import { cancelPull } from '@/lib/server/pulls/commands/cancel-pull';
import { usePreview as handOverPreview } from '@/lib/server/pulls/commands/use-preview';

export const startTest = defineAction({
  require: 'tenant',
  permission: 'credentials.manage',
  tenant: ({ slug }) => slug,
  input: z.strictObject({ slug: z.string(), connectionId: rowId }),
  run: async ({ ctx, actor, tenant, input }) => {
    const result = await askForTest(ctx, actor, tenant.id, input.connectionId);
    refresh();
    return result;
  },
});

/** An update, or a preview that changes nothing until it is used. */
export const startPull = defineAction({
  require: 'tenant',
  permission: 'credentials.manage',
  tenant: ({ slug }) => slug,
  input: z.strictObject({
    slug: z.string(),
    connectionId: rowId,
    purpose: z.enum(['UPDATE', 'PREVIEW']),
  }),
  run: async ({ ctx, actor, tenant, input: { connectionId, purpose } }) => {
    const result = await askForPull(ctx, actor, tenant.id, { connectionId, purpose });
    if (!result.ok) return result;
    redirect(pullPath(tenant.slug, result.number));
  },
});

export const endPull = defineAction({
  require: 'tenant',
  permission: 'credentials.manage',
  tenant: ({ slug }) => slug,
  input: z.strictObject({ slug: z.string(), pull: rowId }),
  run: async ({ ctx, actor, tenant, input }) => {
    const result = await cancelPull(ctx, actor, tenant.id, input.pull);
    refresh();
    return result;
  },
});

export const takePreview = defineAction({
  require: 'tenant',
  permission: 'credentials.manage',
  tenant: ({ slug }) => slug,
  input: z.strictObject({ slug: z.string(), pull: rowId }),
  run: async ({ ctx, actor, tenant, input }) => {
    const result = await handOverPreview(ctx, actor, tenant.id, input.pull);
    refresh();
    return result;
  },
});

export const switchRoster = defineAction({
  require: 'tenant',
  permission: 'connection.update',
  tenant: ({ slug }) => slug,
  input: z.strictObject({ slug: z.string(), connectionId: rowId }),
  run: async ({ ctx, actor, tenant, input }) => {
    const result = await moveRosterFeed(ctx, actor, tenant.id, input.connectionId);
    if (!result.ok) return result;
    redirect(connectionPath(tenant.slug));
  },
});

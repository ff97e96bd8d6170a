'use server';

import { redirect } from 'next/navigation';
import { z } from 'zod';
import { isTimeOfDay } from '@/lib/core/calendar/zoned-time';
import type { ApiAuthorization } from '@/lib/core/connections/kinds';
import { VENDOR_PROFILES, type VendorName } from '@/lib/core/pulls/vendor-profiles';
import type { SetUpWay } from '@/lib/core/set-up/ways';
import { setUpPath } from '@/components/domain/set-up/addresses';
import { changePullRules } from '@/lib/server/connections/commands/change-api-account';
import { findRosterConnection } from '@/lib/server/connections/queries/list-connections';
import { defineAction } from '@/lib/server/http/define-action';
import { rowId } from '@/lib/server/http/row-id';
import { askForPull } from '@/lib/server/pulls/commands/ask-for-pull';
import { setSchedule } from '@/lib/server/set-up/commands/answers';
import { chooseWay, saveApiAccount } from '@/lib/server/set-up/commands/choose-way';

const WAYS: SetUpWay[] = ['FILES', ...(Object.keys(VENDOR_PROFILES) as VendorName[])];
const asList = (value: unknown) => (value === undefined ? [] : [value].flat());

export const answerWay = defineAction({
  require: 'tenant',
  permission: 'credentials.manage',
  tenant: ({ slug }) => slug,
  input: z.strictObject({
    slug: z.string(),
    way: z.enum(WAYS, 'Choose how your data comes.'),
  }),
  run: async ({ ctx, actor, tenant, input: { way } }) => {
    const result = await chooseWay(ctx, actor, tenant.id, way);
    if (!result.ok) return result;
    redirect(setUpPath(tenant.slug, way === 'FILES' ? 'sign-in' : 'account'));
  },
});

export const answerAccount = defineAction({
  require: 'tenant',
  permission: 'credentials.manage',
  tenant: ({ slug }) => slug,
  input: z.strictObject({
    slug: z.string(),
    baseUrl: z.string().trim().max(500),
    authorization: z.enum(
      ['OAUTH2', 'OAUTH1_SHA256', 'OAUTH1_SHA1'] satisfies ApiAuthorization[],
      'Choose how requests are authorized.',
    ),
    // Not in the form of a kind that tells where tokens are given.
    tokenUrl: z.string().trim().max(500).default(''),
    clientId: z.string().trim().max(500),
    secret: z.string().max(4_000),
  }),
  run: async ({ ctx, actor, tenant, input: { slug: _slug, ...values } }) => {
    const result = await saveApiAccount(ctx, actor, tenant.id, values);
    if (!result.ok) return result;
    redirect(setUpPath(tenant.slug, 'test'));
  },
});

export const startFirstPull = defineAction({
  require: 'tenant',
  permission: 'credentials.manage',
  tenant: ({ slug }) => slug,
  input: z.strictObject({ slug: z.string() }),
  run: async ({ ctx, actor, tenant }) => {
    const connection = await findRosterConnection(ctx, tenant.id);
    if (!connection?.api) return { ok: false, code: 'NOT_FETCHED_FROM' } as const;
    const result = await askForPull(ctx, actor, tenant.id, {
      connectionId: connection.id,
      purpose: 'UPDATE',
    });
    if (!result.ok) return result;
    redirect(setUpPath(tenant.slug, 'first-pull'));
  },
});

export const answerPullTime = defineAction({
  require: 'tenant',
  permission: 'credentials.manage',
  tenant: ({ slug }) => slug,
  input: z.strictObject({
    slug: z.string(),
    pullAt: z.string().refine(isTimeOfDay, 'Enter a time such as 12:30 AM.'),
    asked: z.preprocess(asList, z.array(rowId)),
    lateMailTo: z.preprocess(asList, z.array(rowId)),
  }),
  run: async ({ ctx, actor, tenant, input: { pullAt, asked, lateMailTo } }) => {
    const connection = await findRosterConnection(ctx, tenant.id);
    if (!connection?.api) return { ok: false, code: 'NOT_FETCHED_FROM' } as const;
    const told = await setSchedule(ctx, actor, tenant.id, { exportAt: null, asked, lateMailTo });
    if (!told.ok) return told;
    const result = await changePullRules(ctx, actor, tenant.id, connection.id, { pullAt });
    if (!result.ok) return result;
    redirect(setUpPath(tenant.slug));
  },
});

'use server';

import { z } from 'zod';
import { defineAction } from '@/lib/server/http/define-action';
import { answerSite } from '@/lib/server/go-live/commands/answer-site';
import { startSite } from '@/lib/server/go-live/commands/start-site';
import { writeSiteAddress } from '@/lib/server/go-live/commands/write-address';
import { refresh } from 'next/cache';

export const startSiteCreation = defineAction({
  require: 'tenant',
  permission: 'site.create',
  tenant: (input) => input.slug,
  input: z.strictObject({ slug: z.string() }),
  run: async ({ ctx, actor, tenant }) => {
    const result = await startSite(ctx, actor, tenant);
    refresh();
    return result;
  },
});

export const writeAddress = defineAction({
  require: 'tenant',
  permission: 'site.create',
  tenant: (input) => input.slug,
  input: z.strictObject({ slug: z.string(), address: z.string('Enter the address of the site.') }),
  run: async ({ ctx, actor, tenant, input }) => {
    const result = await writeSiteAddress(ctx, actor, tenant.id, input.address);
    if (result.ok) refresh();
    return result;
  },
});

const LONGEST_TEXT = 2_000;

export const answerForSite = defineAction({
  require: 'tenant',
  permission: 'site.answer',
  tenant: (input) => input.slug,
  input: z.strictObject({
    slug: z.string(),
    /** Empty: the whole district. */
    schoolId: z.string('Choose a school, or the whole district.').max(255),
    looks: z.enum(['right', 'wrong'], 'Say whether it looks right.'),
    text: z.string().max(LONGEST_TEXT, `Use at most ${LONGEST_TEXT} characters.`).optional(),
  }),
  run: async ({ ctx, actor, tenant, input }) => {
    const result = await answerSite(ctx, actor, tenant.id, {
      schoolSourcedId: input.schoolId,
      looksRight: input.looks === 'right',
      text: input.text ?? null,
    });
    if (result.ok) refresh();
    return result;
  },
});

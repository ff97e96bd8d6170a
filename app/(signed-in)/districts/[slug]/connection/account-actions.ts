'use server';

import { redirect } from 'next/navigation';
import { z } from 'zod';
import {
  KINDS_OF_CONNECTION,
  kindSpeaking,
  type ApiAuthorization,
} from '@/lib/core/connections/kinds';
import { VENDOR_PROFILES, type VendorName } from '@/lib/core/pulls/vendor-profiles';
import { connectionPath } from '@/components/domain/pulls/addresses';
import { defineAction } from '@/lib/server/http/define-action';
import { rowId } from '@/lib/server/http/row-id';
import { changeApiAccount } from '@/lib/server/connections/commands/change-api-account';
import { createApiConnection } from '@/lib/server/connections/commands/create-api-connection';

const protocols = Object.values(KINDS_OF_CONNECTION).flatMap(({ api }) => api?.protocol ?? []);

const account = {
  slug: z.string(),
  vendor: z.enum(Object.keys(VENDOR_PROFILES) as VendorName[], 'Choose the vendor.'),
  baseUrl: z.string().trim().max(500),
  authorization: z.enum(
    ['OAUTH2', 'OAUTH1_SHA256', 'OAUTH1_SHA1'] satisfies ApiAuthorization[],
    'Choose how requests are authorized.',
  ),
  // Not in the form of a kind that tells where tokens are given.
  tokenUrl: z.string().trim().max(500).default(''),
  clientId: z.string().trim().max(500),
  secret: z.string().max(4_000),
};

export const createAccount = defineAction({
  require: 'tenant',
  permission: 'credentials.manage',
  tenant: ({ slug }) => slug,
  input: z.strictObject({
    ...account,
    protocol: z.enum(protocols, 'Choose the kind of API.'),
  }),
  run: async ({ ctx, actor, tenant, input: { slug: _slug, protocol, ...values } }) => {
    const kind = kindSpeaking(protocol);
    const result = await createApiConnection(ctx, actor, tenant.id, { ...values, kind });
    if (!result.ok) return result;
    redirect(connectionPath(tenant.slug, { id: result.connectionId }));
  },
});

export const saveAccount = defineAction({
  require: 'tenant',
  permission: 'credentials.manage',
  tenant: ({ slug }) => slug,
  input: z.strictObject({ ...account, connectionId: rowId }),
  run: async ({ ctx, actor, tenant, input: { slug: _slug, connectionId, ...changes } }) => {
    const result = await changeApiAccount(ctx, actor, tenant.id, connectionId, changes);
    if (!result.ok) return result;
    redirect(connectionPath(tenant.slug, { id: connectionId }));
  },
});

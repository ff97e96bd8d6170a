'use server';

import { refresh } from 'next/cache';
import { z } from 'zod';
import { ID_KINDS } from '@/lib/core/attendance/id-kinds';
import type { AppContext } from '@/lib/server/app-context';
import { setIdKind } from '@/lib/server/attendance/commands/id-kinds';
import type { TenantRef } from '@/lib/server/auth/tenant-access';
import {
  findRosterConnection,
  type ConnectionRow,
} from '@/lib/server/connections/queries/list-connections';
import { setAllowedAddresses } from '@/lib/server/connections/commands/allowed-addresses';
import {
  generatePassword,
  revokePassword,
  rotatePassword,
  type GenerateResult,
} from '@/lib/server/connections/commands/passwords';
import { addPublicKey, revokePublicKey } from '@/lib/server/connections/commands/public-keys';
import { hostKeyFingerprints } from '@/lib/server/connections/host-key';
import { defineAction } from '@/lib/server/http/define-action';
import { rowId } from '@/lib/server/http/row-id';
import { checkNow } from '@/lib/server/sync-runs/commands/check-now';

/** Generates the first password or replaces it. The page says which of the two; a page that is out of date is refused. */
export const createPassword = defineAction({
  require: 'tenant',
  permission: 'credentials.manage',
  tenant: (input) => input.slug,
  input: z.strictObject({
    slug: z.string(),
    replaces: z.enum(['0', '1']),
    overlapHours: z.coerce.number().optional(),
  }),
  run: ({ ctx, actor, tenant, input }) =>
    shownOnce(ctx, tenant, (connection) =>
      input.replaces === '1'
        ? rotatePassword(ctx, actor, tenant.id, connection.id, { overlapHours: input.overlapHours })
        : generatePassword(ctx, actor, tenant.id, connection.id),
    ),
});

export const endPassword = defineAction({
  require: 'tenant',
  permission: 'credentials.manage',
  tenant: (input) => input.slug,
  input: z.strictObject({ slug: z.string(), passwordId: rowId }),
  run: async ({ ctx, actor, tenant, input }) => {
    const result = await revokePassword(ctx, actor, tenant.id, input.passwordId);
    if (!result.ok) return result;
    refresh();
    return result;
  },
});

export const addKey = defineAction({
  require: 'tenant',
  permission: 'credentials.manage',
  tenant: ({ slug }) => slug,
  input: z.strictObject({ slug: z.string(), name: z.string(), key: z.string() }),
  run: async ({ ctx, actor, tenant, input: { name, key: text } }) => {
    const connection = await findRosterConnection(ctx, tenant.id);
    if (!connection) return { ok: false, code: 'NO_SUCH_CONNECTION' } as const;
    const to = { tenantId: tenant.id, connectionId: connection.id };
    const result = await addPublicKey(ctx, actor, to, { name, text });
    refresh();
    return result;
  },
});

export const endKey = defineAction({
  require: 'tenant',
  permission: 'credentials.manage',
  tenant: ({ slug }) => slug,
  input: z.strictObject({ slug: z.string(), keyId: rowId }),
  run: async ({ ctx, actor, tenant, input }) => {
    const result = await revokePublicKey(ctx, actor, tenant.id, input.keyId);
    refresh();
    return result;
  },
});

export const setAddresses = defineAction({
  require: 'tenant',
  permission: 'credentials.manage',
  tenant: ({ slug }) => slug,
  input: z.strictObject({
    slug: z.string(),
    addresses: z.string().max(5_000),
    addressesBefore: z.string().max(5_000),
    evenIfLeftOut: z.literal('on').optional(),
  }),
  run: async ({ ctx, actor, tenant, input }) => {
    const connection = await findRosterConnection(ctx, tenant.id);
    if (!connection) return { ok: false, code: 'NO_SUCH_CONNECTION' } as const;
    const to = { tenantId: tenant.id, connectionId: connection.id };
    const result = await setAllowedAddresses(ctx, actor, to, {
      text: input.addresses,
      before: input.addressesBefore,
      evenIfLeftOut: input.evenIfLeftOut === 'on',
    });
    refresh();
    return result;
  },
});

/** Checks a set at once, for somebody who sees that all files are here: the quiet time is not waited for. */
export const startCheck = defineAction({
  require: 'tenant',
  permission: 'runs.check',
  tenant: ({ slug }) => slug,
  input: z.strictObject({ slug: z.string() }),
  run: async ({ ctx, actor, tenant }) => {
    const result = await checkNow(ctx, actor, tenant.id);
    refresh();
    return result;
  },
});

export const changeIdKind = defineAction({
  require: 'tenant',
  permission: 'attendance.decide',
  tenant: ({ slug }) => slug,
  input: z.strictObject({
    slug: z.string(),
    fileNameId: rowId,
    of: z.enum(['school', 'student']),
    kind: z.enum(ID_KINDS, 'Choose the kind of id.'),
  }),
  run: async ({ ctx, actor, tenant, input: { fileNameId, of, kind } }) => {
    const result = await setIdKind(ctx, actor, { tenantId: tenant.id, fileNameId, of, kind });
    refresh();
    return result;
  },
});

type Shown =
  | { ok: true; password: string; fileName: string; fileText: string }
  | Extract<GenerateResult, { ok: false }>;

async function shownOnce(
  ctx: AppContext,
  tenant: TenantRef,
  make: (connection: ConnectionRow) => Promise<GenerateResult>,
): Promise<Shown> {
  const connection = await findRosterConnection(ctx, tenant.id);
  if (!connection) return { ok: false, code: 'NO_SUCH_CONNECTION' };
  if (!connection.sftp) return { ok: false, code: 'NO_SFTP_ACCOUNT' };
  const { userName } = connection.sftp;
  const result = await make(connection);
  if (!result.ok) return result;
  refresh();
  const { ed25519, ecdsa, rsa } = await hostKeyFingerprints(ctx);
  const fileText = [
    `TalkingPoints Connector: SFTP sign-in of ${tenant.name}`,
    '',
    `Host:        ${ctx.settings.sftpPublicHost}`,
    `Port:        ${ctx.settings.sftpPort}`,
    `User name:   ${userName}`,
    `Password:    ${result.password}`,
    'Folder:      /',
    `Fingerprint: ${ed25519}`,
    ...(ecdsa ? [`or, ECDSA:   ${ecdsa}`] : []),
    ...(rsa ? [`or, RSA:     ${rsa}`] : []),
    '',
    'Keep this file where only you can read it, or delete it once the password is in your program.',
    '',
  ].join('\r\n');
  return {
    ok: true,
    password: result.password,
    fileName: `${userName}.txt`,
    fileText,
  };
}

// A district that sends with real clients, and what its connection page would say of that.
import { hintSentence } from '@/lib/core/sftp/hint-text';
import type { ConnectionHint } from '@/lib/core/sftp/seen';
import { generatePassword } from '@/lib/server/connections/commands/passwords';
import { connectionHints } from '@/lib/server/tenants/queries/connection-hints';
import { createConnection, createTenant, type NewTestConnection } from './builders';
import type { TestContext } from './database';
import { eventually, type SftpLogin } from './sftp';

const nobody = { kind: 'command-line', userId: null, sourceAddress: null } as const;

export type HintedDistrict = Awaited<ReturnType<typeof createHintedDistrict>>;

export async function createHintedDistrict(
  ctx: TestContext,
  port: number,
  values: NewTestConnection = {},
) {
  const tenant = await createTenant(ctx);
  const connection = await createConnection(ctx, tenant, values);
  const to = { tenantId: tenant.id, connectionId: connection.id };
  const made = await generatePassword(ctx, nobody, to.tenantId, to.connectionId);
  if (!made.ok) throw new Error(made.code);
  const login: SftpLogin = {
    port,
    userName: connection.sftp.userName,
    password: made.password,
  };
  const said = async (code: ConnectionHint['code']): Promise<string[]> =>
    (await connectionHints(ctx, to.tenantId, to.connectionId))
      .filter((hint) => hint.code === code)
      .map((hint) => hintSentence(hint, ctx.clock.now(), tenant.timeZone));
  return {
    ...to,
    slug: tenant.slug,
    connection,
    login,
    /** The sentence of this kind, once there is one. */
    async hint(code: ConnectionHint['code'], has = ''): Promise<string> {
      const sentences = await eventually(
        () => said(code),
        (all) => all.some((sentence) => sentence.includes(has)),
      );
      return sentences.join('\n');
    },
    /** Nothing of this kind is said any more. */
    async isAnswered(code: ConnectionHint['code']): Promise<void> {
      await eventually(
        () => said(code),
        (all) => all.length === 0,
      );
    },
  };
}

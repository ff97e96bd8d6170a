import type { ReactNode } from 'react';
import { AllowedAddresses } from '@/components/domain/connection/allowed-addresses';
import { KeysPanel } from '@/components/domain/connection/keys-panel';
import { PasswordPanel } from '@/components/domain/connection/password-panel';
import {
  OpenSshCommand,
  SignInDetails,
  type SftpAddress,
} from '@/components/domain/connection/sign-in-details';
import { Columns, Section, Stack } from '@/components/ui/section';
import { lastUsedFrom } from '@/lib/core/sftp/last-used-from';
import { can } from '@/lib/server/auth/permissions';
import type { SessionPerson } from '@/lib/server/auth/sessions';
import type { TenantRef } from '@/lib/server/auth/tenant-access';
import { listCredentials } from '@/lib/server/connections/queries/list-credentials';
import { getAppContext } from '@/lib/server/http/context';
import { addKey, createPassword, endKey, endPassword, setAddresses } from './connection-actions';

/** Everything a program needs to sign in: where to, and with what. On the connection page and as a step of the set-up. */
export async function SignInPanels({
  person,
  tenant,
  connection,
  address,
  titles,
  actions,
}: {
  person: SessionPerson;
  tenant: TenantRef;
  connection: { id: number; sftp: { allowedAddresses: readonly string[] } };
  address: SftpAddress;
  /** A page that counts its parts has the numbers in them. */
  titles: { details: string; password: string };
  /** Beside the title of the details. */
  actions?: ReactNode;
}) {
  const ctx = getAppContext();
  const credentials = await listCredentials(ctx, tenant.id, connection.id);
  const passwords = credentials.passwords.filter(({ isValid }) => isValid);
  const keys = credentials.keys.filter(({ isValid }) => isValid);
  const { slug, timeZone } = tenant;
  const canManage = can(person, 'credentials.manage');
  const shared = { slug, timeZone, now: ctx.clock.now(), canManage };
  return (
    <Columns>
      <Section title={titles.details} id="details" actions={actions}>
        <SignInDetails address={address} />
      </Section>
      <Stack>
        <Section title={titles.password} id="password">
          <PasswordPanel
            {...shared}
            passwords={passwords}
            keyCount={keys.length}
            generate={createPassword}
            revoke={endPassword}
          />
        </Section>
        <Section
          title="SSH keys"
          id="keys"
          description="Instead of a password, for programs that can sign in with a key. Several can work at once."
        >
          <KeysPanel
            {...shared}
            keys={keys}
            passwordCount={passwords.length}
            add={addKey}
            revoke={endKey}
          />
        </Section>
        <Section
          title="Allowed addresses"
          id="allowed-addresses"
          description="Optional: only programs at these addresses can sign in."
        >
          <AllowedAddresses
            slug={slug}
            addresses={connection.sftp.allowedAddresses}
            lastUsedFrom={lastUsedFrom([...credentials.passwords, ...credentials.keys])}
            action={canManage ? setAddresses : null}
          />
        </Section>
        <Section
          title="Try it with OpenSSH"
          description="Paste this into a terminal. It asks for the password, or uses your SSH key."
        >
          <OpenSshCommand address={address} />
        </Section>
      </Stack>
    </Columns>
  );
}

import type { Metadata } from 'next';
import { setUpPath } from '@/components/domain/set-up/addresses';
import { AllowedAddresses } from '@/components/domain/connection/allowed-addresses';
import { KeysPanel } from '@/components/domain/connection/keys-panel';
import { PasswordPanel } from '@/components/domain/connection/password-panel';
import { OpenSshCommand, SignInDetails } from '@/components/domain/connection/sign-in-details';
import { ButtonLink } from '@/components/ui/button';
import { Columns, Section, Stack } from '@/components/ui/section';
import { guideOfSis } from '@/lib/core/set-up/sis-guides';
import { lastUsedFrom } from '@/lib/core/sftp/last-used-from';
import { listCredentials } from '@/lib/server/connections/queries/list-credentials';
import { can } from '@/lib/server/auth/permissions';
import {
  addKey,
  createPassword,
  endKey,
  endPassword,
  setAddresses,
} from '../../connection-actions';
import { loadSetUpPage, type SetUpProps } from '../load-page';
import { StepPage } from '@/components/domain/set-up/step-page';

export const metadata: Metadata = { title: 'Sign-in details' };

export default async function SignInPage(props: SetUpProps) {
  const page = await loadSetUpPage(props, 'sign-in');
  const { ctx, slug, person, tenant, connection, states, address, now } = page;
  const { passwords, keys } = await listCredentials(ctx, tenant.id, connection.id);
  const validPasswords = passwords.filter(({ isValid }) => isValid);
  const validKeys = keys.filter(({ isValid }) => isValid);
  const canManage = can(person, 'credentials.manage');
  const shared = { slug, timeZone: tenant.timeZone, now, canManage };
  const guide = guideOfSis(page.view.facts.sis);
  return (
    <StepPage
      slug={slug}
      step="sign-in"
      states={states}
      description={`Enter these in ${guide === null || guide.id === 'other' ? 'your SIS or your SFTP program' : guide.name}.`}
    >
      <Columns>
        <Section
          title="Where to connect"
          id="details"
          actions={<ButtonLink href={setUpPath(slug, 'sheet')}>Set-up sheet to print</ButtonLink>}
        >
          <SignInDetails address={address} />
        </Section>
        <Stack>
          <Section title="Password" id="password">
            <PasswordPanel
              {...shared}
              passwords={validPasswords}
              keyCount={validKeys.length}
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
              keys={validKeys}
              passwordCount={validPasswords.length}
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
              lastUsedFrom={lastUsedFrom([...passwords, ...keys])}
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
    </StepPage>
  );
}

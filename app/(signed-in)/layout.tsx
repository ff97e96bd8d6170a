import type { ReactNode } from 'react';
import { AppShell } from '@/components/layout/app-shell';
import { SessionWarning } from '@/components/layout/session-warning';
import { ActionForm } from '@/components/ui/action-form';
import { SubmitButton } from '@/components/ui/submit-button';
import { requirePerson } from '@/lib/server/http/session-person';
import { sessionLeft } from '@/lib/server/auth/sessions';
import { getAppContext } from '@/lib/server/http/context';
import { helpAddresses } from '@/lib/server/http/help-addresses';
import { ROLE_LABELS } from '@/lib/server/mail/messages';
import { endSession } from './actions';

// District contacts come through here too: the pages of their own district are the same ones staff see.
export default async function SignedInLayout({ children }: { children: ReactNode }) {
  const person = await requirePerson();
  const { clock } = getAppContext();
  return (
    <AppShell
      person={{ name: person.name, email: person.email, roleLabel: ROLE_LABELS[person.role] }}
      help={helpAddresses()}
      signOut={
        <ActionForm action={endSession} label="Sign out">
          <SubmitButton variant="secondary" pendingLabel="Signing out…">
            Sign out
          </SubmitButton>
        </ActionForm>
      }
    >
      {children}
      <SessionWarning atFirst={sessionLeft(person, clock.now())} />
    </AppShell>
  );
}

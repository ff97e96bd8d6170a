'use client';

import { useActionState } from 'react';
import { Facts } from '@/components/ui/facts';
import { SubmitButton } from '@/components/ui/submit-button';
import { showContact } from '../actions';

export function RevealContact({
  slug,
  sourcedId,
  has,
}: {
  slug: string;
  sourcedId: string;
  has: readonly { label: string; is: boolean }[];
}) {
  const [state, reveal] = useActionState(showContact, { status: 'idle' });
  if (state.status === 'done') {
    const { email, sms, phone, username } = state.value.details;
    const values = [email, sms, phone, username];
    return (
      <div role="status">
        <Facts facts={has.map(({ label }, index) => ({ label, value: values[index] ?? 'None' }))} />
      </div>
    );
  }
  return (
    <form action={reveal}>
      <input type="hidden" name="slug" value={slug} />
      <input type="hidden" name="sourcedId" value={sourcedId} />
      <Facts facts={has.map(({ label, is }) => ({ label, value: is ? '••••••••' : 'None' }))} />
      {state.status === 'failed' ? <p role="alert">{state.message}</p> : null}
      {has.some(({ is }) => is) ? (
        <SubmitButton variant="secondary" size="small" pendingLabel="Asking…">
          Show contact details
        </SubmitButton>
      ) : null}
    </form>
  );
}

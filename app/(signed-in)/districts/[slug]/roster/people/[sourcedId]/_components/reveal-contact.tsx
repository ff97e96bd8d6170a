'use client';

import { Facts } from '@/components/ui/facts';
import { SubmitButton } from '@/components/ui/submit-button';
import { useFormAction } from '@/components/ui/use-form-action';
import { showContact } from '../actions';

export function RevealContact({
  slug,
  sourcedId,
  has,
}: {
  slug: string;
  sourcedId: string;
  has: readonly { label: string; is: boolean; isUsable: boolean }[];
}) {
  const [state, reveal] = useFormAction(showContact);
  if (state.status === 'done') {
    const { email, emailKey, sms, phone, smsE164, phoneE164, username } = state.value.details;
    const mail = email !== null && emailKey === null ? `${email} (not an email address)` : email;
    const values = [mail, withNumber(sms, smsE164), withNumber(phone, phoneE164), username];
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
      <Facts
        facts={has.map(({ label, is, isUsable }) => ({
          label,
          value: is ? `••••••••${isUsable ? '' : ' (cannot be used)'}` : 'None',
        }))}
      />
      {state.status === 'failed' ? <p role="alert">{state.message}</p> : null}
      {has.some(({ is }) => is) ? (
        <SubmitButton variant="secondary" size="small" pendingLabel="Loading…">
          Show contact details
        </SubmitButton>
      ) : null}
    </form>
  );
}

/** As sent, and as it is dialled where that differs. */
function withNumber(text: string | null, number: string | null): string | null {
  if (text === null || text === number) return text;
  return number === null ? `${text} (not a readable phone number)` : `${text} (${number})`;
}

import { CheckListField } from '@/components/ui/form';
import type { LateMailContact } from '@/lib/server/set-up/queries/load-set-up';

/** Who was asked about goes along: somebody who became a contact meanwhile is left as they are. */
export function LateMailField({
  legend,
  contacts,
}: {
  legend: string;
  contacts: readonly LateMailContact[];
}) {
  return (
    <>
      {contacts.map(({ userId }) => (
        <input key={userId} type="hidden" name="asked" value={userId} />
      ))}
      <CheckListField
        legend={legend}
        name="lateMailTo"
        choices={contacts.map(({ userId, name, email, getsLateMail }) => ({
          value: String(userId),
          label: name,
          hint: email,
          isChecked: getsLateMail,
        }))}
      />
    </>
  );
}

import { ActionForm } from '../../ui/action-form';
import { TextareaField } from '../../ui/fields';
import { CheckField, FormGrid } from '../../ui/form';
import type { FormAction } from '../../ui/form-state';
import { SubmitButton } from '../../ui/submit-button';

/** From where the account may be used; without `action` only shown. */
export function AllowedAddresses({
  slug,
  addresses,
  lastUsedFrom,
  action,
}: {
  slug: string;
  addresses: readonly string[];
  /** Of the last sign-in, where it is known. */
  lastUsedFrom: string | null;
  action: FormAction | null;
}) {
  const isOpen = addresses.length === 0;
  return (
    <>
      <p>
        {isOpen
          ? 'Any address is allowed.'
          : `Allowed: ${addresses.join(', ')}. Sign-ins from anywhere else are refused.`}
      </p>
      {lastUsedFrom ? <p>The last sign-in came from {lastUsedFrom}.</p> : null}
      {action ? (
        <ActionForm
          action={action}
          foldedUnder={isOpen ? 'Allow certain addresses only' : 'Change the list'}
          label="Allowed addresses"
          done="The list was saved."
        >
          <FormGrid>
            <input type="hidden" name="slug" value={slug} />
            <input type="hidden" name="addressesBefore" value={addresses.join('\n')} />
            <TextareaField
              name="addresses"
              label="IP addresses and ranges"
              optional
              hint="One per line, such as 203.0.113.4 or 203.0.113.0/24. Leave it empty to allow any address."
              defaultValue={addresses.join('\n')}
              rows={Math.min(10, Math.max(3, addresses.length + 1))}
              spellCheck={false}
              autoComplete="off"
            />
            {lastUsedFrom ? (
              <CheckField
                name="evenIfLeftOut"
                label={`Save even if ${lastUsedFrom} is not in the list`}
                hint="Uploads from there then fail."
              />
            ) : null}
            <div>
              <SubmitButton pendingLabel="Saving…">Save list</SubmitButton>
            </div>
          </FormGrid>
        </ActionForm>
      ) : null}
    </>
  );
}

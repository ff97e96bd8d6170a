import type { ApiAuthorization, KindOfConnection } from '@/lib/core/connections/kinds';
import { AUTHORIZATION_LABELS } from '@/lib/core/connections/authorizations';
import { vendorsOf } from '@/lib/core/pulls/vendor-profiles';
import { SelectField, TextField } from '@/components/ui/fields';
import { RadioField } from '@/components/ui/form';

export interface AccountValues {
  vendor: string;
  baseUrl: string;
  tokenUrl: string | null;
  authorization: ApiAuthorization;
  clientId: string;
}

/** From where, as whom and how: of a new account, or of one that is changed. */
export function AccountFields({
  api,
  values,
  asksVendor = true,
}: {
  api: NonNullable<KindOfConnection['api']>;
  /** Null of a new one. */
  values: AccountValues | null;
  /** Not where it was asked before. */
  asksVendor?: boolean;
}) {
  return (
    <>
      {asksVendor ? (
        <SelectField
          name="vendor"
          label="Vendor of the SIS"
          hint="It sets how large pages are, and hours in which we do not fetch at night."
          choices={vendorsOf(api.protocol)}
          defaultValue={values?.vendor}
        />
      ) : null}
      <TextField
        name="baseUrl"
        type="url"
        label="Address of the API"
        hint="Up to the version, such as https://sis.example.org/ims/oneroster/v1p1."
        autoComplete="off"
        defaultValue={values?.baseUrl}
      />
      {api.authorizations.length > 1 ? (
        <RadioField
          legend="Authorization"
          name="authorization"
          defaultValue={values?.authorization ?? api.authorizations[0]}
          choices={api.authorizations.map((value) => ({
            value,
            label: AUTHORIZATION_LABELS[value],
            hint: value === 'OAUTH2' ? 'The usual one.' : undefined,
          }))}
        />
      ) : (
        <input type="hidden" name="authorization" value={api.authorizations[0]} />
      )}
      {api.tellsTokenAddress ? null : (
        <TextField
          name="tokenUrl"
          type="url"
          label="Token address, for OAuth 2"
          hint="Where the SIS gives out access tokens. Leave it empty for OAuth 1."
          autoComplete="off"
          optional
          defaultValue={values?.tokenUrl ?? ''}
        />
      )}
      <TextField
        name="clientId"
        label="Key (client id)"
        autoComplete="off"
        spellCheck={false}
        defaultValue={values?.clientId}
      />
      <TextField
        name="secret"
        type="password"
        label="Secret"
        optional={values !== null}
        hint={
          values === null
            ? 'It is stored encrypted and never shown again.'
            : 'Empty keeps the one that is set. With another host it has to be entered again.'
        }
        autoComplete="new-password"
        spellCheck={false}
      />
    </>
  );
}

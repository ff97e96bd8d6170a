import { SelectField, TextField } from '../ui/fields';

type Person = { id: number; name: string };

export type TenantValues = {
  name?: string;
  kind?: string;
  state?: string;
  timeZone?: string;
  sis?: string | null;
  firstDayOfSchoolDate?: string | null;
  psmId?: number | null;
  implementerId?: number | null;
};

const kinds = [
  { value: 'DISTRICT', label: 'District' },
  { value: 'CHARTER_NETWORK', label: 'Charter network' },
  { value: 'SCHOOL', label: 'Single school' },
];

/** What staff enter about a district, new or later. */
export function TenantFields({
  people,
  states,
  timeZones,
  values = {},
}: {
  people: readonly Person[];
  /** Postal code to name. */
  states: Readonly<Record<string, string>>;
  timeZones: readonly (readonly [string, string])[];
  values?: TenantValues;
}) {
  const persons = [
    { value: '', label: 'No one yet' },
    ...people.map(({ id, name }) => ({ value: String(id), label: name })),
  ];
  const zones = timeZones.map(([value, label]) => ({ value, label: `${label} (${value})` }));
  const isOffered = timeZones.some(([zone]) => zone === values.timeZone);
  return (
    <>
      <TextField
        name="name"
        label="Name"
        hint="The name families know, such as Lakeview School District."
        autoComplete="off"
        defaultValue={values.name}
      />
      <SelectField
        name="kind"
        label="Kind"
        choices={kinds}
        defaultValue={values.kind ?? 'DISTRICT'}
      />
      <SelectField
        name="state"
        label="State"
        choices={[
          { value: '', label: 'Choose a state' },
          ...Object.entries(states).map(([value, label]) => ({ value, label })),
        ]}
        defaultValue={values.state ?? ''}
      />
      <SelectField
        name="timeZone"
        label="Time zone"
        hint="All times for this district are shown in this time zone."
        choices={[
          { value: '', label: 'Choose a time zone' },
          ...zones,
          ...(values.timeZone && !isOffered
            ? [{ value: values.timeZone, label: values.timeZone }]
            : []),
        ]}
        defaultValue={values.timeZone ?? ''}
      />
      <TextField
        name="sis"
        label="Student information system"
        optional
        hint="Such as Infinite Campus, Skyward or Aeries."
        autoComplete="off"
        defaultValue={values.sis ?? ''}
      />
      <TextField
        name="firstDayOfSchoolDate"
        label="First day of school"
        optional
        type="date"
        defaultValue={values.firstDayOfSchoolDate ?? ''}
      />
      <SelectField
        name="implementerId"
        label="Implementer"
        optional
        choices={persons}
        defaultValue={String(values.implementerId ?? '')}
      />
      <SelectField
        name="psmId"
        label="Partner success manager"
        optional
        choices={persons}
        defaultValue={String(values.psmId ?? '')}
      />
    </>
  );
}

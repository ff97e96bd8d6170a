import { z } from 'zod';
import { oneLine } from '@/lib/core/format/one-line';
import { isPlainDate } from '@/lib/core/calendar/plain-date';
import { isTimeZone } from '@/lib/core/calendar/zoned-time';
import { LanguageCodeSet, TenantKind } from '../../db/generated/enums';
import { isSlug } from '../../../core/tenants/slug';
import { isUsState } from '../../../core/tenants/us-states';

// A select that was left alone sends ''.
const emptyAsNull = (value: unknown) => (value === '' ? null : value);

const personId = z.preprocess(emptyAsNull, z.coerce.number().int().positive().nullable());

const slug = z
  .string()
  .trim()
  .refine(
    isSlug,
    'Use 2 to 48 lower-case letters, digits and single hyphens; "new" is taken by a page.',
  );

const flag = z.stringbool().or(z.boolean());

const fields = {
  name: oneLine('the name of the district', 120),
  kind: z.enum(TenantKind, 'Choose a kind.'),
  state: z.string('Choose a state.').trim().toUpperCase().refine(isUsState, 'Choose a state.'),
  timeZone: z
    .string('Choose a time zone.')
    .refine(isTimeZone, 'Choose a time zone, such as America/Chicago.'),
  sis: z.preprocess(emptyAsNull, oneLine('the SIS', 80).nullable()),
  firstDayOfSchoolDate: z.preprocess(
    emptyAsNull,
    z.string().refine(isPlainDate, 'Enter a date that exists.').nullable(),
  ),
  psmId: personId,
  implementerId: personId,
  languageCodeSet: z.enum(LanguageCodeSet),
  acceptsUsDates: flag,
  readsOtherRolesAsStaff: flag,
  readsAidesAsProctors: flag,
  allowsMissingCourse: flag,
  showsCourseTitles: flag,
};

// Defaults belong to a new district alone: in a change, what is not named must stay as it is.
const defaults = {
  kind: fields.kind.default('DISTRICT'),
  sis: fields.sis.default(null),
  firstDayOfSchoolDate: fields.firstDayOfSchoolDate.default(null),
  psmId: fields.psmId.default(null),
  implementerId: fields.implementerId.default(null),
  languageCodeSet: fields.languageCodeSet.default('NONE'),
  acceptsUsDates: flag.default(false),
  readsOtherRolesAsStaff: flag.default(false),
  readsAidesAsProctors: flag.default(false),
  allowsMissingCourse: flag.default(false),
  showsCourseTitles: flag.default(false),
};

/** What staff enter for a new district. Without a slug, one is made from the name. */
export const newTenantInput = z.strictObject({
  ...fields,
  ...defaults,
  slug: z.preprocess((value) => (value === '' ? undefined : value), slug.optional()),
});

/** What may be changed later. The slug stays: addresses in mails and bookmarks lead to it. */
export const tenantChanges = z.strictObject(fields).partial();

export type NewTenantInput = z.output<typeof newTenantInput>;
export type TenantChanges = z.output<typeof tenantChanges>;

// What a district chose for its API connection: which schools are taken, and where the name and the address of a person come
// from. Every field has a default, so that a connection without settings is read as the standard says.
import { z } from 'zod';

const USER_NAME_SOURCES = ['username', 'email', 'identifier', 'sourcedId'] as const;

const STAFF_MERGES = ['none', 'identifier', 'email'] as const;

const EMAIL_SOURCE = /^(?:email|username|metadata\.[^\p{Cc}]{1,100})$/u;
const MOST_SCHOOLS = 5_000;

export const pullSettingsSchema = z.object({
  /** The sourcedIds of the schools to take; null takes all. */
  schools: z
    .array(z.string().trim().min(1).max(255))
    .min(1)
    .max(MOST_SCHOOLS)
    .nullable()
    .default(null),
  /** Where it is empty, the sourcedId stands in: nobody is lost for want of a user name. */
  userNameFrom: z.enum(USER_NAME_SOURCES).default('username'),
  /** `email`, `username`, or a field of the vendor's own such as `metadata.parentEmail`. */
  emailFrom: z
    .string()
    .trim()
    .regex(EMAIL_SOURCE, 'Choose email, username, or metadata. followed by the name of the field.')
    .default('email'),
  /** Staff whom the source lists once for each school become one person. */
  mergeStaffBy: z.enum(STAFF_MERGES).default('none'),
  /** Whether the classes of the coming school year are taken before it begins. */
  nextYear: z.enum(['off', 'on']).default('off'),
});

export type PullSettings = z.infer<typeof pullSettingsSchema>;

export const DEFAULT_PULL_SETTINGS: PullSettings = pullSettingsSchema.parse({});

/** Of what the database keeps; settings that an earlier version did not know have their defaults. */
export const pullSettings = (kept: unknown): PullSettings => pullSettingsSchema.parse(kept ?? {});

/** Settings that look at all rows at once. Changes alone cannot be read with them: who belongs to a school is not in a delta. */
export const needsWholeSet = ({ schools, mergeStaffBy }: PullSettings): boolean =>
  schools !== null || mergeStaffBy !== 'none';

import type { AppContext } from '../../app-context';

/** A family contact as the roster in force has it. */
export interface NoticeContact {
  contactId: string;
  name: string;
  role: string;
  /** The contact's own language, else the student's. */
  languageCode: string | null;
  phone: string | null;
  sms: string | null;
  email: string | null;
}

/** By student id, in a stable order. */
export async function listContacts(
  ctx: AppContext,
  tenantId: number,
  studentIds: readonly string[],
): Promise<Map<string, NoticeContact[]>> {
  const { rows } = await ctx.db.pool.query<NoticeContact & { studentId: string }>(
    `SELECT l.student_sourced_id AS "studentId", c.sourced_id AS "contactId",
            c.given_name || ' ' || c.family_name AS name, c.role,
            coalesce(c.language_code, s.language_code) AS "languageCode", c.phone, c.sms, c.email
     FROM unnest($2::text[]) AS k(student_id)
     JOIN roster_link l ON l.tenant_id = $1 AND l.student_sourced_id = k.student_id AND l.removed_at IS NULL
     JOIN roster_user c ON c.tenant_id = $1 AND c.sourced_id = l.contact_sourced_id AND c.removed_at IS NULL
     LEFT JOIN roster_user s ON s.tenant_id = $1 AND s.sourced_id = k.student_id
     ORDER BY l.student_sourced_id, c.sourced_id`,
    [tenantId, studentIds],
  );
  const contacts = new Map<string, NoticeContact[]>();
  for (const { studentId, ...contact } of rows)
    contacts.set(studentId, [...(contacts.get(studentId) ?? []), contact]);
  return contacts;
}

import type { AppContext } from '../../app-context';
import { usableText } from '../../db/reachable';

/** A family contact as the live roster has it. */
export interface NoticeContact {
  contactId: string;
  name: string;
  role: string;
  /** The contact's own language, else the student's. */
  languageCode: string | null;
  /** As they were sent; null where nobody could be called or written to. */
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
            coalesce(c.language_code, s.language_code) AS "languageCode", ${usableText('c', 'phone')} AS phone,
            ${usableText('c', 'sms')} AS sms, ${usableText('c', 'email')} AS email
     FROM roster_link l
     JOIN roster_user c ON c.tenant_id = $1 AND c.sourced_id = l.contact_sourced_id AND c.removed_at IS NULL
     LEFT JOIN roster_user s ON s.tenant_id = $1 AND s.sourced_id = l.student_sourced_id
     -- Ids as a condition, not as a table to join: joined, the planner reads every link of the district for one student.
     WHERE l.tenant_id = $1 AND l.student_sourced_id = ANY($2::text[]) AND l.removed_at IS NULL
     ORDER BY l.student_sourced_id, c.sourced_id`,
    [tenantId, studentIds],
  );
  const contacts = new Map<string, NoticeContact[]>();
  for (const { studentId, ...contact } of rows)
    contacts.set(studentId, [...(contacts.get(studentId) ?? []), contact]);
  return contacts;
}

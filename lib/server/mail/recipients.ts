// Who hears of what becomes of a district's files and reviews. A person who is two of these gets one mail.
import type { Transaction } from '../db';
import type { PersonWithRole } from '../auth/permissions';
import type { ContactReader } from './contact-reader';
import { queueMail, type MailRecipient, type NewMail, type TenantForMail } from './outbox';
import { wasSaidToday } from './said-today';

export type ReviewReader = 'implementer' | 'psm' | 'lead' | 'contact';

type MailTransaction = Pick<Transaction, 'tenant' | 'user' | 'outboxMail' | '$executeRaw'>;

const SELECT_TENANT = { id: true, slug: true, name: true, timeZone: true } as const;
const WHO_ARE_CONTACTS = {
  where: { user: { disabledAt: null, role: 'DISTRICT_CONTACT' } },
} as const;

/**
 * One mail to each contact of a district who may sign in. Of a district without contacts its implementer gets the mail
 * instead, in words for them. What is about late files goes to those who were chosen for it, while one of them is a contact.
 */
export async function queueMailToContacts(
  tx: Pick<Transaction, 'tenant' | 'outboxMail' | '$executeRaw'>,
  tenantId: number,
  build: (reader: ContactReader) => NewMail,
  { isAboutLateFiles = false } = {},
): Promise<void> {
  const tenant = await tx.tenant.findUniqueOrThrow({
    where: { id: tenantId },
    select: {
      ...SELECT_TENANT,
      members: {
        ...WHO_ARE_CONTACTS,
        orderBy: { userId: 'asc' },
        select: { getsLateMail: true, user: { select: { email: true, name: true } } },
      },
    },
  });
  const chosen = tenant.members.filter(({ getsLateMail }) => getsLateMail);
  const members = isAboutLateFiles && chosen.length > 0 ? chosen : tenant.members;
  const contacts = members.map(({ user }) => ({ address: user.email, name: user.name }));
  const isStandIn = contacts.length === 0;
  const recipients = isStandIn ? await implementerOf(tx, tenantId) : contacts;
  for (const to of recipients) {
    const mail = build({ to, tenant, isStandIn });
    if (!(await wasSaidToday(tx, mail, tenant.timeZone))) await queueMail(tx, mail);
  }
}

async function implementerOf(
  tx: Pick<Transaction, 'tenant'>,
  tenantId: number,
): Promise<MailRecipient[]> {
  const { implementer } = await tx.tenant.findUniqueOrThrow({
    where: { id: tenantId },
    select: { implementer: { select: { email: true, name: true, disabledAt: true } } },
  });
  if (!implementer || implementer.disabledAt) return [];
  return [{ address: implementer.email, name: implementer.name }];
}

/** One mail to whoever looks after the district, or to every implementer and admin if nobody is named. */
export function queueMailToImplementers(
  tx: MailTransaction,
  tenantId: number,
  build: (to: MailRecipient, tenant: TenantForMail) => NewMail,
): Promise<number> {
  return queueReviewMail(tx, tenantId, ['implementer'], build);
}

/**
 * One mail to each reader who may sign in. Leads are the administrators; without a named implementer every
 * implementer and lead stands in. Contacts are the district's own people: nobody stands in for them.
 */
export async function queueReviewMail(
  tx: MailTransaction,
  tenantId: number,
  readers: readonly ReviewReader[],
  build: (to: MailRecipient, tenant: TenantForMail, reader: PersonWithRole) => NewMail,
  /** People beside them, by id. */
  alsoTo: readonly number[] = [],
): Promise<number> {
  const { tenant, ids } = await findReaders(tx, tenantId);
  const everyone = new Set([...readers.flatMap((each) => ids[each]), ...alsoTo]);
  return queueMailToPeople(tx, tenant, [...everyone], build);
}

/** The mails themselves, for a transaction that is not Prisma's. */
export async function buildReviewMails(
  db: Pick<Transaction, 'tenant' | 'user'>,
  tenantId: number,
  readers: readonly ReviewReader[],
  build: (to: MailRecipient, tenant: TenantForMail) => NewMail,
): Promise<NewMail[]> {
  const { tenant, ids } = await findReaders(db, tenantId);
  const people = await db.user.findMany({
    where: { id: { in: readers.flatMap((each) => [...ids[each]]) }, disabledAt: null },
    orderBy: { id: 'asc' },
    select: { email: true, name: true },
  });
  return people.map(({ email, name }) => build({ address: email, name }, tenant));
}

async function findReaders(
  tx: Pick<Transaction, 'tenant' | 'user'>,
  tenantId: number,
): Promise<{ tenant: TenantForMail; ids: Record<ReviewReader, readonly number[]> }> {
  const tenant = await tx.tenant.findUniqueOrThrow({
    where: { id: tenantId },
    select: {
      ...SELECT_TENANT,
      implementerId: true,
      psmId: true,
      members: { ...WHO_ARE_CONTACTS, select: { userId: true } },
    },
  });
  const staff = await tx.user.findMany({
    where: { disabledAt: null, role: { in: ['ADMIN', 'IMPLEMENTATION', 'PSM'] } },
    select: { id: true, role: true },
  });
  const implementer = staff.filter(({ id }) => id === tenant.implementerId);
  const ids: Record<ReviewReader, readonly number[]> = {
    implementer: (implementer.length > 0
      ? implementer
      : staff.filter(({ role }) => role !== 'PSM')
    ).map(({ id }) => id),
    psm: staff.filter(({ id }) => id === tenant.psmId).map(({ id }) => id),
    lead: staff.filter(({ role }) => role === 'ADMIN').map(({ id }) => id),
    contact: tenant.members.map(({ userId }) => userId),
  };
  return { tenant, ids };
}

/** To named people, those who may still sign in. */
export async function queueMailToPeople(
  tx: Pick<Transaction, 'user' | 'outboxMail' | '$executeRaw'>,
  tenant: TenantForMail,
  userIds: readonly number[],
  build: (to: MailRecipient, tenant: TenantForMail, reader: PersonWithRole) => NewMail,
): Promise<number> {
  const people = await tx.user.findMany({
    where: { id: { in: [...userIds] }, disabledAt: null },
    orderBy: { id: 'asc' },
    select: { email: true, name: true, role: true },
  });
  for (const { email, name, role } of people) {
    await queueMail(tx, build({ address: email, name }, tenant, { role }));
  }
  return people.length;
}

import type { MailRecipient, TenantForMail } from './outbox';

/** A contact of a district, or who looks after one that has no contact. */
export interface ContactReader {
  to: MailRecipient;
  tenant: TenantForMail;
  /** It is one of our own people: nothing is "yours" to them. */
  isStandIn: boolean;
}

export function becauseOf({
  tenant,
  isStandIn,
}: Pick<ContactReader, 'tenant' | 'isStandIn'>): string {
  return isStandIn
    ? `${tenant.name} has no tech contact now and you look after it`
    : `you are a tech contact of ${tenant.name}`;
}

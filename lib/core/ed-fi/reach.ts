// How a person is reached, and in which language: of several addresses, numbers and languages the one to use.
import { codeKey, codeOf } from './descriptors';
import type { ElectronicMail, SpokenLanguage, Telephone } from './resources';

/**
 * The address marked as primary, else by its type, else the first. One that is not to be published is used only where there
 * is no other: a school may write to it, but did not hand it out.
 */
export function emailOf(
  mails: readonly ElectronicMail[] | undefined,
  preferredTypes: readonly string[],
): { email?: string } {
  const best = bestOf(mails, (mail) => [
    mail.doNotPublishIndicator === true ? 1 : 0,
    mail.primaryEmailAddressIndicator === true ? 0 : 1,
    rankOf(mail.electronicMailTypeDescriptor, preferredTypes),
  ]);
  return best ? { email: best.electronicMailAddress } : {};
}

export const WORK_MAIL = ['organization', 'work'] as const;
export const FAMILY_MAIL = ['home personal', 'home', 'personal', 'other', 'work'] as const;
export const STUDENT_MAIL = ['organization', 'work', 'school'] as const;

const MOBILE = ['mobile', 'cell', 'cellular', 'cellphone', 'text'];
const NO_VOICE = ['fax', 'pager'];

/** `sms` takes text messages; `phone` is another number, or the only one where none takes them. */
export function phonesOf(telephones: readonly Telephone[] | undefined): {
  sms?: string;
  phone?: string;
} {
  const numbers = (telephones ?? []).filter(
    ({ telephoneNumberTypeDescriptor: type }) => !hasWord(type, NO_VOICE),
  );
  const inOrder = (phone: Telephone): number[] => [phone.orderOfPriority ?? 1_000];
  const mobile = bestOf(numbers.filter(takesText), (phone) => [
    phone.textMessageCapabilityIndicator === true ? 0 : 1,
    ...inOrder(phone),
  ]);
  const other = bestOf(
    numbers.filter(({ telephoneNumber }) => telephoneNumber !== mobile?.telephoneNumber),
    (phone) => [takesText(phone) ? 1 : 0, ...inOrder(phone)],
  );
  return {
    ...(mobile ? { sms: mobile.telephoneNumber } : {}),
    ...(other ? { phone: other.telephoneNumber } : {}),
  };
}

function takesText(phone: Telephone): boolean {
  return (
    phone.textMessageCapabilityIndicator === true ||
    (phone.textMessageCapabilityIndicator !== false &&
      hasWord(phone.telephoneNumberTypeDescriptor, MOBILE))
  );
}

/** In what schools write to people comes before what is spoken at home. */
const LANGUAGE_USES = [
  'correspondence language',
  'written correspondence',
  'spoken correspondence',
  'home language',
  'dominant language',
  'native language',
];

/** By name or code, as the API has it: the reader of files knows both. */
export function languageOf(languages: readonly SpokenLanguage[] | undefined): string {
  const best = bestOf(languages, ({ uses }) => [
    Math.min(
      LANGUAGE_USES.length,
      ...(uses ?? []).map(({ languageUseDescriptor }) =>
        rankOf(languageUseDescriptor, LANGUAGE_USES),
      ),
    ),
  ]);
  return codeOf(best?.languageDescriptor);
}

function rankOf(descriptor: string, order: readonly string[]): number {
  const place = order.indexOf(codeKey(descriptor));
  return place === -1 ? order.length : place;
}

function hasWord(descriptor: string, words: readonly string[]): boolean {
  return codeKey(descriptor)
    .split(' ')
    .some((word) => words.includes(word));
}

/** The first of those with the lowest ranks, compared one after the other. */
function bestOf<Item>(
  items: readonly Item[] | undefined,
  ranksOf: (item: Item) => readonly number[],
): Item | undefined {
  let best: { item: Item; ranks: readonly number[] } | undefined;
  for (const item of items ?? []) {
    const ranks = ranksOf(item);
    if (!best || isLower(ranks, best.ranks)) best = { item, ranks };
  }
  return best?.item;
}

function isLower(a: readonly number[], b: readonly number[]): boolean {
  for (const [place, rank] of a.entries()) {
    const other = b[place] ?? 0;
    if (rank !== other) return rank < other;
  }
  return false;
}

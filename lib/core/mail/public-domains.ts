// Domains at which anybody gets an address: that a contact of a district has one there says nothing of who else does.

const DOMAINS: ReadonlySet<string> = new Set([
  ...['gmail.com', 'googlemail.com', 'icloud.com', 'me.com', 'mac.com'],
  ...['outlook.com', 'hotmail.com', 'live.com', 'msn.com', 'passport.com'],
  ...['yahoo.com', 'ymail.com', 'rocketmail.com', 'aol.com', 'aim.com'],
  ...['proton.me', 'protonmail.com', 'pm.me', 'fastmail.com', 'hey.com', 'mail.com', 'email.com'],
  ...['gmx.com', 'gmx.net', 'zoho.com', 'yandex.com', 'mail.ru', 'qq.com', '163.com', 'naver.com'],
  ...['comcast.net', 'xfinity.com', 'att.net', 'sbcglobal.net', 'bellsouth.net', 'verizon.net'],
  ...['cox.net', 'charter.net', 'spectrum.net', 'rr.com', 'twc.com', 'optonline.net', 'juno.com'],
  ...['frontier.com', 'frontiernet.net', 'windstream.net', 'centurylink.net', 'earthlink.net'],
]);

/** "yahoo.co.uk", "hotmail.fr": the same services in other countries. */
const IN_ANOTHER_COUNTRY = /^(?:yahoo|ymail|hotmail|outlook|live|msn|gmx)\.(?:com?\.)?[a-z]{2}$/;

export function isPublicMailDomain(domain: string): boolean {
  const name = domain.toLowerCase();
  return DOMAINS.has(name) || IN_ANOTHER_COUNTRY.test(name);
}

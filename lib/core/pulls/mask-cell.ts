/**
 * A value of a person as a preview of settings may show it: how it is built, such as "a••@e••.org" or "4••", so that it can be seen
 * which field it comes from, and not whose it is.
 */
export function maskCell(text: string): string {
  const value = text.trim();
  const [local, domain, ...more] = value.split('@');
  if (local && domain && more.length === 0) {
    const end = domain.split('.').at(-1) ?? '';
    return `${masked(local)}@${masked(domain)}${domain.includes('.') ? `.${end}` : ''}`;
  }
  return value === '' ? '' : masked(value);
}

const masked = (text: string): string => `${[...text][0] ?? ''}••`;

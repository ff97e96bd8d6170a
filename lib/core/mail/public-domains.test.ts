import { expect, test } from 'vitest';
import { isPublicMailDomain } from './public-domains';

test.each(['gmail.com', 'Gmail.COM', 'comcast.net', 'yahoo.co.uk', 'live.com.mx', 'hotmail.fr'])(
  '%s is open to anybody',
  (domain) => expect(isPublicMailDomain(domain)).toBe(true),
);

test.each([
  'lakeview.example',
  'live.k12.ca.us',
  'gmail.com.example',
  'notgmail.com',
  'yahoo.k12.tx.us',
  '',
])('%s may be a district’s own', (domain) => expect(isPublicMailDomain(domain)).toBe(false));

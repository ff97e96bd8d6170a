import { describe, expect, test } from 'vitest';
import { isReportOf, parseDeliveryReport } from './delivery-report';

const about = 'Reporting-MTA: dns; mx.example.org';
const group = (...fields: string[]) => `${about}\n\n${fields.join('\n')}\n`;
const failed = ['Final-Recipient: rfc822; dana@example.org', 'Action: failed', 'Status: 5.1.1'];
const only = (text: string) => parseDeliveryReport(text)?.[0];

test('fields that go on over several lines, in any case and order', () => {
  expect(
    only(
      group(
        'STATUS: 5.0.0 (unspecified)',
        'diagnostic-code: SMTP; 550-5.1.1 no such',
        '\t550 5.1.1  user',
        'ACTION:Failed (expired)',
        'Final-Recipient: RFC822;<Dana@Example.org>',
      ),
    ),
  ).toEqual({
    action: 'failed',
    originalAddress: null,
    finalAddress: 'dana@example.org',
    answer: {
      smtpCode: 550,
      statusCode: '5.1.1',
      text: 'no such user',
    },
    reportedBy: 'mx.example.org',
  });
});

test('what a program says that is no mail server has no code', () => {
  expect(
    only(group(...failed, 'Diagnostic-Code: X-Postfix; connect to mx: 110 timed out')),
  ).toMatchObject({
    answer: { smtpCode: null, statusCode: '5.1.1', text: 'connect to mx: 110 timed out' },
  });
});

test('without a group about the report', () => {
  expect(only(failed.join('\r\n'))).toMatchObject({ action: 'failed' });
});

test.each([
  ['nothing', ''],
  ['prose', 'It did not work.\n\nSorry!'],
  ['a group about the report alone', about],
  ['no recipient', group('Action: failed', 'Status: 5.1.1')],
  ['a recipient that is no address', group('Final-Recipient: rfc822; dana', 'Action: failed')],
  ['an unknown action', group('Final-Recipient: rfc822; dana@example.org', 'Action: eaten')],
])('%s says nothing', (_name, text) => {
  expect(parseDeliveryReport(text)).toBeNull();
});

describe('whose report it is', () => {
  const report = (...fields: string[]) => {
    const found = only(group('Action: failed', ...fields));
    if (!found) throw new Error('no recipient');
    return found;
  };
  const FINAL = 'Final-Recipient: rfc822;inner@example.net';
  test.each([
    ['the final one', report('Final-Recipient: rfc822;Dana@Example.org'), true],
    ['another', report(FINAL), false],
    ['the original one', report(FINAL, 'Original-Recipient: rfc822;dana@example.org'), true],
    [
      'the final one, and the original is another',
      report(
        'Final-Recipient: rfc822;dana@example.org',
        'Original-Recipient: rfc822;robin@example.org',
      ),
      false,
    ],
  ])('%s', (_name, recipient, expected) => {
    expect(isReportOf(recipient, 'dana@example.org')).toBe(expected);
  });

  test('an original address as ORCPT writes it, and one of another script', () => {
    const plus = report(FINAL, 'Original-Recipient: rfc822;dana+2Bsis@example.org');
    expect(isReportOf(plus, 'dana+sis@example.org')).toBe(true);
    const script = report('Final-Recipient: utf-8;d\\x{E4}na@example.org');
    expect(isReportOf(script, 'däna@example.org')).toBe(true);
  });
});

// Connections that are fetched from: their page in every state, the pages that change them, and their pulls.
import { sendForm } from './acts';
import type { LookDistricts } from './districts';
import type { Look, LookArea } from './look';

const SLUG = '(signed-in)/districts/[slug]';
const CONNECTION = `${SLUG}/connection`;

const of =
  (which: keyof LookDistricts['api'], path: string): Look['address'] =>
  async ({ api }) =>
    (await api[which]()).home + path;

const connection = (
  which: keyof LookDistricts['api'],
  what: string,
  more: Partial<Look> = {},
): Look => ({
  page: CONNECTION,
  what,
  state: 'data',
  who: 'staff',
  address: of(which, '/connection'),
  ...more,
});

const pull = (
  which: keyof LookDistricts['api'],
  number: number,
  what: string,
  more: Partial<Look> = {},
): Look => ({
  page: `${SLUG}/pulls/[number]`,
  what,
  state: 'data',
  who: 'staff',
  address: of(which, `/pulls/${number}`),
  ...more,
});

const looks: readonly Look[] = [
  connection('untested', 'API, never tested', {
    state: 'first-use',
    who: 'contact',
    isSampled: true,
  }),
  connection('testing', 'API, test running', { state: 'partial', isSampled: true }),
  connection('wrongSecret', 'API, wrong secret', { isSampled: true }),
  connection('unreachable', 'API, unreachable', { who: 'contact' }),
  connection('expired', 'API, certificate expired'),
  connection('tested', 'API, tested and nothing fetched', { state: 'first-use', who: 'contact' }),
  connection('complete', 'API, last pull complete', { isSampled: true }),
  connection('complete', 'API, to staff who change nothing', { state: 'read-only', who: 'psm' }),
  connection('reading', 'API, pull running', { state: 'partial', isSampled: true }),
  connection('waiting', 'API, pull waiting', { state: 'partial', who: 'contact' }),
  connection('failed', 'API, last pull failed', { who: 'contact' }),
  connection('preview', 'API, preview', {}),
  {
    page: CONNECTION,
    what: 'API beside files',
    state: 'data',
    who: 'staff',
    address: async ({ switchable }) => (await switchable()).api,
    isSampled: true,
  },
  {
    page: CONNECTION,
    what: 'Files with an API beside',
    state: 'data',
    who: 'staff',
    address: async ({ switchable }) => (await switchable()).files,
  },
  {
    page: `${CONNECTION}/switch`,
    what: 'Switch the roster',
    state: 'data',
    who: 'staff',
    address: async ({ switchable }) => (await switchable()).switch,
    isSampled: true,
  },
  {
    page: `${CONNECTION}/new`,
    what: 'Kind of API',
    state: 'first-use',
    who: 'contact',
    address: of('tested', '/connection/new'),
    isSampled: true,
  },
  {
    page: `${CONNECTION}/new`,
    what: 'New account, sent empty',
    state: 'form-errors',
    who: 'contact',
    address: of('tested', '/connection/new?kind=oneroster-rest'),
    act: sendForm('Create connection'),
    isSampled: true,
  },
  {
    page: `${CONNECTION}/new`,
    what: 'New account of Ed-Fi',
    state: 'first-use',
    who: 'staff',
    address: of('tested', '/connection/new?kind=ed-fi'),
  },
  {
    page: `${CONNECTION}/account`,
    what: 'Account of an API',
    state: 'data',
    who: 'contact',
    address: of('complete', '/connection/account'),
    isSampled: true,
  },
  {
    page: `${CONNECTION}/account`,
    what: 'Another host without its secret',
    state: 'form-errors',
    who: 'staff',
    address: of('complete', '/connection/account'),
    act: sendForm('Save account', { 'Address of the API': 'https://other.example.org/v1p1' }),
  },
  {
    page: `${CONNECTION}/reading`,
    what: 'What is read, without a sample',
    state: 'first-use',
    who: 'contact',
    address: of('untested', '/connection/reading'),
  },
  {
    page: `${CONNECTION}/reading`,
    what: 'What is read, with ten rows',
    state: 'data',
    who: 'staff',
    address: of('complete', '/connection/reading'),
    isSampled: true,
  },
  {
    page: SLUG,
    what: 'Status of a district before its first pull',
    state: 'first-use',
    who: 'contact',
    address: of('wrongSecret', ''),
  },
  {
    page: SLUG,
    what: 'Overview of a district before its first pull',
    state: 'first-use',
    who: 'staff',
    address: of('tested', ''),
  },
  {
    page: `${SLUG}/pulls`,
    what: 'Pulls',
    state: 'data',
    who: 'staff',
    address: of('complete', '/pulls'),
    isSampled: true,
  },
  {
    page: `${SLUG}/pulls`,
    what: 'No pulls yet',
    state: 'first-use',
    who: 'contact',
    address: of('untested', '/pulls'),
  },
  pull('reading', 3, 'Pull that is read', { state: 'partial', isSampled: true }),
  pull('waiting', 2, 'Pull that waits', { state: 'partial', who: 'contact' }),
  pull('failed', 3, 'Pull that failed, with its answer', { who: 'contact', isSampled: true }),
  pull('complete', 4, 'Pull that is complete'),
  pull('complete', 3, 'Pull of changes that found none'),
  pull('failed', 2, 'Pull that was canceled'),
  pull('preview', 2, 'Preview', { isSampled: true }),
];

export const apiLooks: LookArea = { area: 'API connections', looks };

// The steps that lead a district to its first pull, for those who are fetched from.
import { sendForm } from './acts';
import type { LookDistricts } from './districts';
import type { Look } from './look';

const SETUP = '(signed-in)/districts/[slug]/setup';

/** `path` below the set-up, as its route has it. */
const step = (
  path: string,
  which: keyof LookDistricts['api'],
  what: string,
  more: Partial<Look> = {},
): Look => ({
  page: `${SETUP}${path}`,
  what,
  state: 'data',
  who: 'contact',
  address: async ({ api }) => `${(await api[which]()).home}/setup${path}`,
  ...more,
});

export const apiSetUpLooks: readonly Look[] = [
  {
    page: `${SETUP}/way`,
    what: 'How the data comes',
    state: 'first-use',
    who: 'contact',
    address: async ({ waiting }) => (await waiting()).home + '/setup/way',
    isSampled: true,
  },
  {
    page: `${SETUP}/way`,
    what: 'How the data comes, of a live district',
    state: 'read-only',
    who: 'contact',
    address: async ({ live }) => (await live()).home + '/setup/way',
  },
  step('', 'wrongSecret', 'Set-up of an API, with a fix'),
  step('', 'complete', 'Set-up of an API that was read'),
  step('/account', 'untested', 'Address and key, with the words of a SIS', { isSampled: true }),
  step('/account', 'untested', 'Address that is none', {
    state: 'form-errors',
    act: sendForm('Save and continue', { 'Address of the API': 'sis' }),
  }),
  step('/account', 'untested', 'Address and key, to staff who change nothing', {
    state: 'read-only',
    who: 'psm',
  }),
  step('/test', 'untested', 'Never tested', { state: 'first-use' }),
  step('/test', 'testing', 'Test that runs', { state: 'partial' }),
  step('/test', 'wrongSecret', 'Test that failed', { isSampled: true }),
  step('/test', 'tested', 'Test that passed'),
  step('/first-pull', 'untested', 'First pull before a test', { state: 'first-use' }),
  step('/first-pull', 'tested', 'First pull, not begun', { state: 'first-use' }),
  step('/first-pull', 'reading', 'First pull that is read', {
    state: 'partial',
    isSampled: true,
  }),
  step('/first-pull', 'failed', 'First pull that failed'),
  step('/schedule', 'tested', 'When we fetch'),
  step('/sheet', 'untested', 'Set-up sheet of an API', { isPrinted: true }),
];

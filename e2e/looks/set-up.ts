// The steps that lead a district to its first files, and what a contact sees of them later.
import { sendForm } from './acts';
import type { Look } from './look';

const SETUP = '(signed-in)/districts/[slug]/setup';

export const setUpLooks: readonly Look[] = [
  {
    page: SETUP,
    what: 'Set-up that begins',
    state: 'first-use',
    who: 'contact',
    address: async ({ waiting }) => (await waiting()).home + '/setup',
    isSampled: true,
  },
  {
    page: SETUP,
    what: 'Set-up of a live district',
    state: 'data',
    who: 'contact',
    address: async ({ live }) => (await live()).home + '/setup',
  },
  {
    page: `${SETUP}/sis`,
    what: 'Which SIS',
    state: 'first-use',
    who: 'contact',
    address: async ({ waiting }) => (await waiting()).home + '/setup/sis',
    isSampled: true,
  },
  {
    page: `${SETUP}/sis`,
    what: 'No SIS chosen',
    state: 'form-errors',
    who: 'contact',
    address: async ({ waiting }) => (await waiting()).home + '/setup/sis',
    act: sendForm('Save and continue'),
  },
  {
    page: `${SETUP}/sign-in`,
    what: 'Sign-in details',
    state: 'first-use',
    who: 'contact',
    address: async ({ waiting }) => (await waiting()).home + '/setup/sign-in',
    isSampled: true,
  },
  {
    page: `${SETUP}/files`,
    what: 'Files, with the words of a SIS',
    state: 'data',
    who: 'contact',
    address: async ({ held }) => (await held()).home + '/setup/files',
    isSampled: true,
  },
  {
    page: `${SETUP}/upload`,
    what: 'First upload, before anything came',
    state: 'first-use',
    who: 'contact',
    address: async ({ waiting }) => (await waiting()).home + '/setup/upload',
  },
  {
    page: `${SETUP}/upload`,
    what: 'First upload, on its way',
    state: 'partial',
    who: 'contact',
    address: async ({ receiving }) => (await receiving()).home + '/setup/upload',
    isSampled: true,
  },
  {
    page: `${SETUP}/upload`,
    what: 'First upload that cannot be used',
    state: 'data',
    who: 'contact',
    address: async ({ broken }) => (await broken()).home + '/setup/upload',
  },
  {
    page: `${SETUP}/schedule`,
    what: 'Schedule',
    state: 'data',
    who: 'contact',
    address: async ({ live }) => (await live()).home + '/setup/schedule',
    isSampled: true,
  },
  {
    page: `${SETUP}/schedule`,
    what: 'Schedule, to staff who may change nothing',
    state: 'read-only',
    who: 'psm',
    address: async ({ waiting }) => (await waiting()).home + '/setup/schedule',
  },
  {
    page: `${SETUP}/sheet`,
    what: 'Set-up sheet',
    state: 'data',
    who: 'contact',
    address: async ({ held }) => (await held()).home + '/setup/sheet',
    isPrinted: true,
    isSampled: true,
  },
];

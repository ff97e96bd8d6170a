// Pages across districts: what our own people see.
import { followWithoutAnswer, sendForm } from './acts';
import type { LookArea } from './look';

/** Districts in most states, so that lists have something of everything. */
const LISTED = ['waiting', 'live', 'held', 'first'] as const;

export const staffLooks: LookArea = {
  area: 'Across districts',
  looks: [
    {
      page: '.',
      what: 'The start of our people',
      state: 'data',
      who: 'staff',
      address: async () => '/',
    },
    {
      page: '(signed-in)/overview',
      what: 'Overview',
      state: 'data',
      who: 'staff',
      address: async (districts) => {
        await Promise.all(LISTED.map((name) => districts[name]()));
        return '/overview';
      },
      isSampled: true,
    },
    {
      page: '(signed-in)/overview',
      what: 'Overview before its charts have come',
      state: 'partial',
      who: 'staff',
      address: async () => '/overview',
      withoutScripts: true,
    },
    {
      page: '(signed-in)/overview',
      what: 'The next page does not come',
      state: 'loading',
      who: 'staff',
      address: async () => '/overview',
      act: followWithoutAnswer('Districts'),
    },
    {
      page: '(signed-in)/overview',
      what: 'Nothing of one kind waits',
      state: 'good-news',
      who: 'staff',
      address: async () => '/overview?kind=FAILED_MAIL',
    },
    {
      page: '(signed-in)/overview',
      what: 'No district matches',
      state: 'no-match',
      who: 'staff',
      address: async () => '/overview?q=there-is-no-such-district',
    },
    {
      page: '(signed-in)/overview',
      what: 'Overview of a new manager',
      state: 'first-use',
      who: 'new-psm',
      address: async () => '/overview',
      isSampled: true,
    },
    {
      page: '(signed-in)/overview',
      what: 'Overview through all districts',
      state: 'data',
      who: 'psm',
      address: async () => '/overview?whose=all',
    },
    {
      page: '(signed-in)/districts/(list)',
      what: 'Districts',
      state: 'data',
      who: 'staff',
      address: async (districts) => {
        await districts.live();
        return '/districts';
      },
      isSampled: true,
    },
    {
      page: '(signed-in)/districts/(list)',
      what: 'No district matches',
      state: 'no-match',
      who: 'staff',
      address: async () => '/districts?q=there-is-no-such-district',
      isSampled: true,
    },
    {
      page: '(signed-in)/districts/(list)',
      what: 'Districts of a manager',
      state: 'data',
      who: 'psm',
      address: async () => '/districts',
    },
    {
      page: '(signed-in)/districts/(list)',
      what: 'The list is not for a contact',
      state: 'not-found',
      who: 'contact',
      address: async () => '/districts',
    },
    {
      page: '(signed-in)/districts/(list)/new',
      what: 'New district',
      state: 'data',
      who: 'staff',
      address: async () => '/districts/new',
      isSampled: true,
    },
    {
      page: '(signed-in)/districts/(list)/new',
      what: 'Nothing was filled in',
      state: 'form-errors',
      who: 'staff',
      address: async () => '/districts/new',
      act: sendForm('Create district'),
      isSampled: true,
    },
    {
      page: '(signed-in)/reviews',
      what: 'Reviews',
      state: 'data',
      who: 'staff',
      address: async (districts) => {
        await Promise.all([districts.held(), districts.first(), districts.rollover()]);
        return '/reviews';
      },
      isSampled: true,
    },
    {
      page: '(signed-in)/reviews',
      what: 'Decided reviews',
      state: 'data',
      who: 'staff',
      address: async ({ live }) => {
        await live();
        return '/reviews?show=decided';
      },
      isSampled: true,
    },
    {
      page: '(signed-in)/reviews',
      what: 'No review matches',
      state: 'no-match',
      who: 'staff',
      address: async () => '/reviews?due=breached&asked=stop',
    },
    {
      page: '(signed-in)/runs',
      what: 'Runs of all districts',
      state: 'data',
      who: 'staff',
      address: async ({ live }) => {
        await live();
        return '/runs';
      },
      isSampled: true,
    },
    {
      page: '(signed-in)/runs',
      what: 'No run is ready',
      state: 'no-match',
      who: 'staff',
      address: async () => '/runs?status=ready',
    },
    {
      page: '(signed-in)/people',
      what: 'Our people',
      state: 'data',
      who: 'staff',
      address: async () => '/people',
      isSampled: true,
    },
    {
      page: '(signed-in)/people',
      what: 'An invitation without an address',
      state: 'form-errors',
      who: 'staff',
      address: async () => '/people',
      act: sendForm('Send invitation'),
    },
    {
      page: '(signed-in)/people',
      what: 'Our people, to a manager',
      state: 'data',
      who: 'psm',
      address: async () => '/people',
    },
    {
      page: '(signed-in)/outbox',
      what: 'Mail',
      state: 'data',
      who: 'staff',
      address: async ({ invitations }) => {
        await invitations();
        return '/outbox';
      },
      isSampled: true,
    },
    {
      page: '(signed-in)/outbox/[id]',
      what: 'One mail',
      state: 'data',
      who: 'staff',
      address: async (districts) => districts.mail(),
      isSampled: true,
    },
    {
      page: '(signed-in)/outbox/[id]',
      what: 'A mail that is not there',
      state: 'not-found',
      who: 'staff',
      address: async () => '/outbox/999999999',
    },
  ],
};

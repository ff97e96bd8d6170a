/**
 * Where a district finds the address, key and secret of its OneRoster API, in the vendor's own words. As `sis-guides.ts`: after public
 * help pages, which each guide names; where the screens are not public, the guide says what to ask for instead.
 */
import type { VendorName } from '../pulls/vendor-profiles';
import type { Guide } from './sis-guides';

const askForFour =
  'Ask for four values: the address of the API up to the version, the token address, the client id and the client secret.';
const STANDARD = {
  title: 'OneRoster 1.1 (1EdTech)',
  url: 'https://www.imsglobal.org/oneroster-v11-final-specification',
};

const other: Guide = {
  steps: [
    'Look for “OneRoster” among the API clients or applications of your SIS, or ask its support whether it has a OneRoster 1.1 or 1.2 API.',
    'Have a client created for TalkingPoints that may read all schools, people, classes and enrollments.',
    askForFour,
  ],
  watchFor: ['The server must be reachable from the internet over https.'],
  sources: [STANDARD],
};

const guides: Partial<Record<VendorName, Guide>> = {
  INFINITE_CAMPUS: {
    steps: [
      'In Campus, search for Digital Learning Applications Configuration and open it.',
      'Click Add Application, scroll to the bottom and choose Connect to Other Applications. Enter TalkingPoints as the name.',
      'Click Generate New OneRoster Connection and choose the version of OneRoster with OAuth 2.0.',
      'Let it read all schools that use TalkingPoints, leave Status at Active, and save.',
      'Under Information to Share, copy the base URL, the token URL, the client id and the client secret.',
    ],
    watchFor: [
      'A connection to another version of OneRoster gives people new ids. Stay with the version you begin with.',
      'It sends the active school year only, and in OneRoster 1.1 no one without a user name.',
    ],
    sources: [
      {
        title: 'Digital Learning Applications Configuration',
        url: 'https://kb.infinitecampus.com/help/learning-interoperability',
      },
      {
        title: 'OneRoster connection step by step (Manage1to1)',
        url: 'https://docs.manage1to1.com/kb/infinite-campus-api',
      },
    ],
  },
  AERIES: {
    steps: [
      'As an Aeries administrator, go to Security, API Security and add TalkingPoints as a vendor.',
      'Choose Change, check OneRoster, and choose Update.',
      'Check Display Consumer ID & Secret Keys for OneRoster. The Consumer ID is the key (client id), the Consumer Secret Key is the secret.',
      'The address is that of your Aeries login page up to the last slash, followed by /ims/oneroster/v1p1. The token address is the same beginning, followed by /token.',
    ],
    watchFor: ['The Aeries certificate is for another API. OneRoster uses Consumer ID and secret.'],
    sources: [
      {
        title: 'OneRoster API Setup',
        url: 'https://support.aeries.com/support/solutions/articles/14000065657-oneroster-api-setup',
      },
      {
        title: 'OneRoster API Authentication Process',
        url: 'https://support.aeries.com/support/solutions/articles/14000065677-oneroster-api-authentication-process',
      },
    ],
  },
  CLASSLINK: {
    steps: [
      'In the Roster Server console, go to Apps and choose Add App. Add TalkingPoints.',
      'Under permissions, choose Full, or share every school and course that uses TalkingPoints, with demographics.',
      'Enable the application: it stays off until you do.',
      'Enter the address of your Roster Server, with /ims/oneroster/v1p1 behind the host, and the key and secret of the application. If the console does not show them to you, ask ClassLink support for the REST details.',
      'A district’s own Roster Server takes OAuth 1 and has no token address.',
    ],
    watchFor: [
      'Roster Server holds what your SIS last sent to it: check that its nightly import runs.',
    ],
    sources: [
      {
        title: 'Adding applications, modifying permissions',
        url: 'https://support.classlink.com/hc/en-us/articles/360039037693-Applications-Adding-Applications-Modifying-Permissions',
      },
      {
        title: 'Applications and servers (ClassLink developers)',
        url: 'https://developer.classlink.com/reference/obtaining-list-of-districts-and-servers',
      },
    ],
  },
  SKYWARD: {
    first:
      'This is about Skyward Qmlativ. For Skyward SMS 2.0, ask Skyward support first whether its OneRoster API is available to you.',
    steps: [
      'In Qmlativ, open the Administrative Access portal, the API module and Integration. There, each vendor’s access is listed.',
      'Ask Skyward support for a OneRoster access for TalkingPoints if the list has none.',
      askForFour,
    ],
    watchFor: ['Screens for the key differ between installations: Skyward support names yours.'],
    sources: [
      {
        title: 'Integrations in Qmlativ (HelloID)',
        url: 'https://github.com/Tools4everBV/HelloID-Conn-Prov-Source-Skyward-Qmlativ-Students',
      },
      { title: 'Skyward (GG4L)', url: 'https://help.gg4l.com/knowledge/skyward' },
    ],
  },
  SYNERGY: {
    first:
      'The OneRoster API of Synergy may need a license of its own. Ask Edupoint, or the agency that runs Synergy for you.',
    steps: [
      'Have a OneRoster client created for TalkingPoints by your Synergy administrator. Where that is differs between installations.',
      askForFour,
    ],
    watchFor: ['Choose OAuth 2; it is the usual one with Synergy.'],
    sources: [
      {
        title: 'Connecting Synergy (Edlink)',
        url: 'https://ed.link/docs/providers/synergy/connecting',
      },
      {
        title: 'Synergy integration overview (Canvas)',
        url: 'https://community.canvaslms.com/docs/DOC-18174-synergy-integration-overview',
      },
    ],
  },
};

/** Of a vendor without one, what to ask for. */
export const apiGuideOf = (vendor: VendorName): Guide => guides[vendor] ?? other;

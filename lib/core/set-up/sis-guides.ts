/**
 * How a district sends files out of its SIS, in that SIS's own words. Written after the vendors' public help pages and other
 * products' guides, which each guide names; where a vendor's screens are not public, the guide says what to ask for instead.
 */

export interface Guide {
  /** Said before the steps, where there is a choice to make first. */
  first?: string;
  /** One act each, in the order of the screens. */
  steps: readonly string[];
  /** What goes wrong most often with this SIS. */
  watchFor: readonly string[];
  /** Where it was read. */
  sources: readonly { title: string; url: string }[];
}

export interface SisGuide extends Guide {
  id: string;
  /** As the vendor writes it; kept with the district. */
  name: string;
}

const otherGuide = {
  id: 'other',
  name: 'Another SIS',
  steps: [
    'Look for “OneRoster 1.1 CSV” in the exports of your SIS, or ask its support for it: bulk, not delta.',
    'Have the files sent by SFTP to the host and port in the sign-in details, with the user name there, all in one batch.',
    'If your SIS cannot send by itself, any program that speaks SFTP can: WinSCP, FileZilla, or a scheduled task with OpenSSH.',
  ],
  watchFor: ['File names: letter by letter as in the list of files, in lower and upper case.'],
  sources: [
    {
      title: 'OneRoster 1.1 CSV tables (1EdTech)',
      url: 'https://www.imsglobal.org/oneroster-v11-final-csv-tables',
    },
  ],
} as const satisfies SisGuide;

export const sisGuides = [
  {
    id: 'powerschool',
    name: 'PowerSchool',
    first:
      'TalkingPoints cannot read PowerSchool through its API yet. Until it can, PowerSchool sends files, as described here.',
    steps: [
      'In Data Export Manager, make one template for each file in the list of files, with OneRoster column names; a OneRoster plug-in brings such templates along.',
      'On the Remote Connection Management page, add a connection: protocol SFTP, authentication “password”, and the host, port and user name from the sign-in details. Allow it for sending.',
      'On the AutoSend Records page (in older versions: AutoSend Setup), choose New for each file. Under Send Output to, choose Managed Connection and the connection you added.',
      'Give every record the same hour and the same days. Minutes other than 00 avoid waiting for the hourly process.',
    ],
    watchFor: [
      'Column names: turn off the option that writes the table in front of each column (“Students.ID”). We read OneRoster names only.',
      'The path of a managed connection is “/”, not the folder on the PowerSchool server.',
    ],
    sources: [
      {
        title: 'AutoSend Records',
        url: 'https://ps.powerschool-docs.com/pssis-admin/latest/autosend-records',
      },
      {
        title: 'Remote Connection Management',
        url: 'https://ps.powerschool-docs.com/pssis-admin/latest/remote-connection-management',
      },
    ],
  },
  {
    id: 'infinite-campus',
    name: 'Infinite Campus',
    steps: [
      'In Campus, search for Data Extract Utility and open its set-up. OneRoster CSV files come from extracts of type “bulk”, one for each file.',
      'In each extract, set Delivery Mode to SFTP and enter the host, port and user name from the sign-in details and the password. File Name is the name in the list of files without “.csv”, File Extension is CSV.',
      'Check “Enable scheduled export” in each extract. It is set per file: an extract without it is never sent.',
      'Give all extracts the same time, or gather them with the Data Extract ZIP tool and send one archive.',
    ],
    watchFor: [
      'One extract whose scheduled export is off: the set then waits for that file.',
      'A zip must have the files at its top, not in a folder.',
      'With SFTP Key Exchange, export the public key in the SFTP Key Exchange Manager and add it under SSH keys on the page of the sign-in details.',
    ],
    sources: [
      {
        title: 'Data Extract Utility',
        url: 'https://kb.infinitecampus.com/help/data-extract-utility',
      },
      {
        title: 'OneRoster CSV Extract Configuration',
        url: 'https://kb.infinitecampus.com/help/oneroster-csv-extract-configuration',
      },
    ],
  },
  {
    id: 'skyward',
    name: 'Skyward',
    first:
      'These are the screens of Skyward Qmlativ. For Skyward SMS 2.0, ask your Skyward support for its OneRoster 1.1 export by SFTP.',
    steps: [
      'In Qmlativ, go to Student Management, Administration, SkyBuild, Exports and open OneRoster Export. Choose Add.',
      'For Export Version choose OneRoster v1.1. Add an SFTP location with the host, port and user name from the sign-in details and the password, and turn on Send File via FTP.',
      'Turn on Include All Entities and Include Guardians: without guardians there is no family to message.',
      'Set the files in the list of files to Bulk and the others (Categories, Line Items, Results) to Do Not Export.',
      'Run the export once, then choose Scheduled Tasks in the Print Queue and schedule it daily.',
    ],
    watchFor: ['Include Guardians is off in many templates made for other products.'],
    sources: [
      {
        title: 'OneRoster Export in Qmlativ (Minga)',
        url: 'https://support.minga.io/knowledge/how-to-configure-skyward-for-minga-automatic-rostering',
      },
    ],
  },
  {
    id: 'aeries',
    name: 'Aeries',
    steps: [
      'As an Aeries administrator, go to School Info, Imports and Exports, OneRoster v1.1 Configuration and choose Add Vendor.',
      'Enter TalkingPoints as Vendor Name, and the SFTP server (the host in the sign-in details), port, user name and password. Leave SFTP Directory empty.',
      'Under Extract Files, select those in the list of files. Under Extract Schools, select every school that uses TalkingPoints.',
      'Under Scheduled Process, choose all school days and a time at night, enter an address for the confirmation mail, and enable the process.',
    ],
    watchFor: [
      'Keep User.sourcedId at its default (Student ID and Staff ID). Changing it later makes every person look new.',
      'Classes of elementary schools may come without a title; tell us, and we show the course’s title.',
    ],
    sources: [
      {
        title: 'OneRoster CSV Extract',
        url: 'https://support.aeries.com/support/solutions/articles/14000067156-oneroster-csv-extract',
      },
    ],
  },
  {
    id: 'synergy',
    name: 'Synergy',
    first:
      'Synergy’s export screens differ between installations. If your county office or a service agency runs Synergy for you, send them the set-up sheet.',
    steps: [
      'Ask your Synergy administrator for the OneRoster 1.1 CSV export, in bulk, with all files in the list of files.',
      'Have it sent by SFTP to the host and port in the sign-in details, with the user name there.',
      'Schedule it in the Job Queue as one job at night, so that all files leave together.',
    ],
    watchFor: ['Files that leave in several jobs: the set waits until the last one has come.'],
    sources: [
      {
        title: 'How to request a Synergy extract (San Diego County Office of Education)',
        url: 'https://sis.sdcoe.net/Home/Links/Synergy-Extract',
      },
    ],
  },
  otherGuide,
] as const satisfies readonly SisGuide[];

export type SisId = (typeof sisGuides)[number]['id'];

export const isSisId = (text: string): text is SisId => sisGuides.some(({ id }) => id === text);

/** That of the SIS a district has named, in whatever case; null where it has named none. */
export function guideOfSis(sis: string | null): SisGuide | null {
  if (sis === null) return null;
  const named = fold(sis);
  return sisGuides.find(({ name }) => named.startsWith(fold(name))) ?? otherGuide;
}

/** “Infinite Campus”, “infinitecampus” and “Infinite-Campus 2341” are one. */
function fold(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]/g, '');
}

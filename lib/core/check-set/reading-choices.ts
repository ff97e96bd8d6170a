// How a district's files are read beyond the standard, for a check without a district: its settings on our side are not at hand.
import { createLanguageMapper } from '../languages/mapper';
import type { SetSettings } from './set-to-check';

export interface ReadingChoices {
  languageCodes?: string | undefined;
  acceptsUsDates?: boolean | undefined;
  readsOtherRolesAsStaff?: boolean | undefined;
  readsAidesAsProctors?: boolean | undefined;
  allowsMissingCourse?: boolean | undefined;
  showsCourseTitles?: boolean | undefined;
  withoutManifest?: boolean | undefined;
}

export function settingsOfChoices(choices: ReadingChoices): SetSettings {
  const { languageCodes: codes } = choices;
  return {
    rows: {
      languages: createLanguageMapper({
        codeSet: codes === 'california' || codes === 'texas' ? codes : null,
      }),
      acceptUsDates: choices.acceptsUsDates ?? false,
      readOtherRolesAsStaff: choices.readsOtherRolesAsStaff ?? false,
      readAidesAsProctors: choices.readsAidesAsProctors ?? false,
      allowMissingCourse: choices.allowsMissingCourse ?? false,
    },
    showsCourseTitles: choices.showsCourseTitles ?? false,
    isManifestRequired: !(choices.withoutManifest ?? false),
  };
}

// How a district's files are read beyond the standard, as options of a command.
import { Option, type Command } from 'commander';
import { LanguageCodeSet } from '@/lib/server/db';
import { words } from './arguments';

export interface ReadingOptions {
  languageCodes?: string;
  acceptsUsDates?: boolean;
  readsOtherRolesAsStaff?: boolean;
  readsAidesAsProctors?: boolean;
  allowsMissingCourse?: boolean;
  showsCourseTitles?: boolean;
}

export function addReadingOptions(command: Command): Command {
  return command
    .addOption(
      new Option(
        '--language-codes <state>',
        "whose language codes its files use besides ISO's",
      ).choices(words(Object.keys(LanguageCodeSet))),
    )
    .option('--accepts-us-dates', 'reads 9/5/2026 as month/day/year')
    .option('--reads-other-roles-as-staff', 'reads staff roles OneRoster lacks as administrator')
    .option('--reads-aides-as-proctors', 'reads the role aide in enrollments as proctor')
    .option('--allows-missing-course', 'takes classes that name no course')
    .option('--shows-course-titles', 'shows the title of its course where a class has none');
}

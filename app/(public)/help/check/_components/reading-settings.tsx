import { SelectField } from '@/components/ui/fields';
import classes from './reading-settings.module.css';

const CHOICES = [
  ['withoutManifest', 'The export has no manifest.csv'],
  ['acceptsUsDates', 'Dates such as 9/5/2026 are month/day/year'],
  ['readsOtherRolesAsStaff', 'Staff roles that OneRoster lacks are read as administrator'],
  ['readsAidesAsProctors', 'The role aide in enrollments.csv is read as proctor'],
  ['allowsMissingCourse', 'Classes may name no course'],
  ['showsCourseTitles', 'A class without a title gets that of its course'],
] as const;

/** What TalkingPoints may have set for a district: the check cannot know it. */
export function ReadingSettings() {
  return (
    <details className={classes.settings}>
      <summary>Settings of your district</summary>
      <p>
        Only if TalkingPoints told you that one of these is set for your district. Set it before you
        choose files.
      </p>
      {CHOICES.map(([name, label]) => (
        <label key={name} className={classes.choice}>
          <input type="checkbox" name={name} /> {label}
        </label>
      ))}
      <SelectField
        name="languageCodes"
        label="Language codes"
        choices={[
          { value: '', label: 'Names and ISO codes' },
          { value: 'california', label: 'Also those of California' },
          { value: 'texas', label: 'Also those of Texas' },
        ]}
      />
    </details>
  );
}

import { ATTENDANCE_CATEGORIES, CATEGORY_TRAITS } from '@/lib/core/attendance/categories';
import { NO_DATA_LABELS, NO_ROW_MEANING } from '@/lib/core/attendance/no-data';
import { glyphOf } from './day-cell';
import cell from './day-cell.module.css';
import classes from './legend.module.css';

/** What the letters and the three kinds of nothing mean. Stands above every grid; on phones, folded. */
export function DayLegend() {
  return (
    <div>
      <div className={classes.open}>
        <Days />
      </div>
      <details className={classes.folded}>
        <summary>What the signs mean</summary>
        <Days />
      </details>
    </div>
  );
}

function Days() {
  return (
    <ul className={classes.legend} aria-label="Legend">
      {ATTENDANCE_CATEGORIES.map((category) => (
        <li key={category}>
          <span className={`${cell.sign} ${cell[category]}`} aria-hidden="true">
            {glyphOf(category)}
          </span>{' '}
          {CATEGORY_TRAITS[category].label}
          {CATEGORY_TRAITS[category].countsAsAbsence ? '' : ', not an absence'}
        </li>
      ))}
      <li>
        <span className={`${cell.sign} ${cell.NO_ROW}`} aria-hidden="true">
          —
        </span>{' '}
        {NO_DATA_LABELS.NO_ROW.label}: {NO_ROW_MEANING}
      </li>
      <NoFileAndNoSchool />
      <li>* Changed by a later file</li>
      <li>½ or 0.35: part of the day</li>
    </ul>
  );
}

/** For a plot without a cell per student: only that no file came, and that there was no school. */
export function NoDataLegend() {
  return (
    <ul className={classes.legend} aria-label="Legend">
      <NoFileAndNoSchool />
    </ul>
  );
}

function NoFileAndNoSchool() {
  return (
    <>
      <li>
        <span className={`${cell.sign} ${cell.NO_FILE}`} aria-hidden="true">
          {NO_DATA_LABELS.NO_FILE.glyph}
        </span>{' '}
        {NO_DATA_LABELS.NO_FILE.label}
      </li>
      <li>
        <span className={`${cell.sign} ${classes.noSchool}`} aria-hidden="true" />{' '}
        {NO_DATA_LABELS.NO_SCHOOL.label}
      </li>
    </>
  );
}

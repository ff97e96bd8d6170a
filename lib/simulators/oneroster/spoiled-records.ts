/** Records as servers have been seen to write them against the standard. */
import type { Wrongs } from '../parts/misbehavior';

import type { JsonRecord } from './roster';

export function spoiled(records: readonly JsonRecord[], wrongs: Wrongs): readonly JsonRecord[] {
  const hasBooleans = wrongs.find('booleans') !== undefined;
  const hasGradesAsText = wrongs.find('gradesAsText') !== undefined;
  const hasNoStatus = wrongs.find('noStatus') !== undefined;
  const hasNoDates = wrongs.find('noDates') !== undefined;
  const hasBlankId = wrongs.find('blankId') !== undefined;
  if (![hasBooleans, hasGradesAsText, hasNoStatus, hasNoDates, hasBlankId].includes(true))
    return records;
  return records.map((record, i) => {
    const written = { ...record };
    if (hasBooleans)
      for (const name of ['enabledUser', 'primary'])
        if (typeof written[name] === 'string') written[name] = written[name] === 'true';
    if (hasGradesAsText && Array.isArray(written['grades']))
      written['grades'] = written['grades'].join(',');
    if (hasNoStatus) delete written['status'];
    if (hasNoDates) written['dateLastModified'] = null;
    if (hasBlankId && i === 0) written['sourcedId'] = '';
    return written;
  });
}

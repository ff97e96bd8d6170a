/** Refusals in the words of the standard: an object in a list in 1.1, one object in 1.2. */
import { type Answer, json } from '../parts/http-server';

import type { OneRosterVersion } from './records';

export function refusal(
  version: OneRosterVersion,
  status: number,
  codeMinor: string,
  description: string,
): Answer {
  if (version === '1.1')
    return json(status, {
      statusInfoSet: [
        {
          imsx_codeMajor: 'failure',
          imsx_severity: 'error',
          imsx_codeMinor: codeMinor,
          imsx_description: description,
        },
      ],
    });
  return json(status, {
    imsx_codeMajor: 'failure',
    imsx_severity: 'error',
    imsx_description: description,
    imsx_CodeMinor: {
      imsx_codeMinorField: [
        {
          imsx_codeMinorFieldName: 'TargetEndSystem',
          imsx_codeMinorFieldValue: codeMinor.replaceAll(' ', '_'),
        },
      ],
    },
  });
}

// A district in which rows do not fit each other in every way there is, and sets of which too little can be used.
import { districtFiles, studentRow, type DayOf } from '../counted-district';
import { textFile, type GivenFile } from '../deliver';

const DISTRICT = {
  schools: 2,
  students: 30,
  staff: 2,
  classes: 4,
  enrollmentsPerStudent: 2,
  reachable: 20,
};

const enrollment = (
  id: string,
  user: string,
  more: { class?: string; role?: string; begin?: string; end?: string } = {},
): string =>
  `${id},,,${more.class ?? 'k1'},s1,${user},${more.role ?? 'student'},,${more.begin ?? ''},${more.end ?? ''}`;

const classRow = (id: string, of: { course?: string; school?: string; terms?: string }): string =>
  `${id},,,Chess,05,${of.course ?? 'c1'},R-9,scheduled,,${of.school ?? 's1'},"${of.terms ?? 'y1'}",,,`;

export function brokenDistrict(): GivenFile[] {
  const files = districtFiles(DISTRICT, {
    more: {
      'orgs.csv': [
        'd8,,,Lost District,district,8,d9',
        'r1,,,First Ring,district,21,r2',
        'r2,,,Second Ring,district,22,r3',
        'r3,,,Third Ring,district,23,r1',
        'r4,,,Beside the Ring,district,24,r1',
        's1,,,Another School One,school,1,',
      ],
      'academicSessions.csv': ['y9,,,Lost term,term,2026-08-17,2026-12-18,y8,2027'],
      'courses.csv': ['c9,,,y8,Lost Course,C9,05,s8,,', 'c8,,,,Bad row with too few values'],
      'classes.csv': [
        classRow('x1', { course: 'c404' }),
        classRow('x2', { school: 's404', terms: 'y1,y404' }),
        classRow('x3', { terms: 'y404,y405' }),
        classRow('x4', { terms: 'y1,y404,y404' }),
        classRow('x5', { course: 'c8' }),
        classRow('x6', { school: 'd8' }),
        classRow('x6', { school: 'd8' }),
        classRow('x7', {}),
        classRow('x7', { terms: 'y1,y1' }),
        classRow('x8', {}),
        classRow('x8', { terms: 'y9' }),
      ],
      'users.csv': [
        studentRow('z1', { agents: ['g1', 'g404'] }),
        studentRow('z2', { agents: ['z1', 't1', 'z2'] }),
        studentRow('z3', { school: 's404', agents: ['g1', 'g405', 'z4'] }),
        studentRow('z4', { school: '"s404,s405"', agents: ['z3'] }),
        studentRow('z5', { school: '"s1,s404"' }),
        studentRow('z6', { school: 'd1' }),
        studentRow('u1', { language: 'es' }),
        studentRow('z8').replace('Ana', '"A\nna"'),
        studentRow('z7'),
        studentRow('z7'),
        studentRow('z7', { grade: '06' }),
      ],
      'enrollments.csv': [
        enrollment('m1', 'z1'),
        enrollment('m3', 'z1'),
        enrollment('m2', 'z1'),
        enrollment('m4', 'z2', { begin: '2026-08-17', end: '2026-09-30' }),
        enrollment('m5', 'z2', { begin: '2026-09-30', end: '2026-10-31' }),
        enrollment('m6', 'z2', { begin: '2026-11-01' }),
        enrollment('m7', 'z2', { begin: '2026-08-18', end: '2026-08-19' }),
        enrollment('m8', 'z3'),
        enrollment('m9', 'nobody'),
        enrollment('n1', 'z1', { class: 'x1' }),
        enrollment('n2', 'z1', { class: 'k404' }),
        enrollment('n3', 'z1', { class: 'x2', role: 'teacher' }),
      ],
    },
  });
  // Lines that are no rows, at the end of a file.
  return files.map((file) =>
    file.name === 'users.csv'
      ? {
          ...file,
          chunks: [
            ...file.chunks,
            ...['"open,1', 'b"c,d', `${'x'.repeat(70_000)},1`, '"two\nlines",,'].map((line) =>
              Buffer.from(`${line}\r\n`),
            ),
          ],
        }
      : file,
  );
}

/** More of one kind than are kept one by one. */
export function oftenBrokenDistrict(): GivenFile[] {
  const ids = Array.from({ length: 1_050 }, (_, i) => `u${1_050 - i}`);
  return districtFiles(
    { ...DISTRICT, students: 1_050 },
    {
      more: {
        'enrollments.csv': ids.flatMap((id) => [
          enrollment(`q-${id}`, id, { class: 'k9' }),
          enrollment(`e-${id}`, id, { role: 'teacher' }),
          enrollment(`a-${id}`, id, { role: 'teacher' }),
          enrollment(`a-${id}`, id, { role: 'proctor' }),
        ]),
        // Told by another session than those of enrollments, at the same time.
        'users.csv': ids.map((id) => studentRow(id, { grade: '07' })),
      },
    },
  );
}

/** Classes without a course or a title, as some districts may send them. */
export function untitledDistrict(): GivenFile[] {
  const untitled = (id: string, course: string): string =>
    classRow(id, { course }).replace('Chess', '');
  return districtFiles(DISTRICT, {
    more: {
      'classes.csv': [
        untitled('x1', 'c1'),
        untitled('x2', ''),
        untitled('x3', 'c404'),
        classRow('x4', { course: '' }),
      ],
    },
  });
}

interface UnusableDistrict {
  name: string;
  files: GivenFile[];
}

export function unusableDistricts(): UnusableDistrict[] {
  const replaced = (fileName: string, text: string, day: DayOf = {}): GivenFile[] =>
    districtFiles(DISTRICT, day).map((file) =>
      file.name === fileName ? textFile(fileName, text) : file,
    );
  const repeated = { 'enrollments.csv': [enrollment('e1-1', 'u1'), enrollment('e1-1', 'u2')] };
  const isRowOf = (fileName: string) => (_id: string, row: string, of: string) =>
    of === fileName ? row.slice(0, row.indexOf(',')) : row;
  return [
    { name: 'a required file is empty', files: replaced('users.csv', '', { more: repeated }) },
    { name: 'a header alone', files: replaced('classes.csv', 'sourcedId,title\r\n') },
    { name: 'a web page', files: replaced('orgs.csv', '<html><body>Sign in</body></html>') },
    {
      name: 'a file is missing',
      files: districtFiles(DISTRICT).filter(({ name }) => name !== 'courses.csv'),
    },
    {
      name: 'no manifest',
      files: districtFiles(DISTRICT).filter(({ name }) => name !== 'manifest.csv'),
    },
    {
      name: 'no row of classes can be used',
      files: districtFiles(DISTRICT, { change: isRowOf('classes.csv') }),
    },
    {
      name: 'most rows of users cannot be used',
      files: districtFiles(
        { ...DISTRICT, students: 200 },
        { change: (id, row, of) => (of === 'users.csv' && /^u/.test(id) ? id : row) },
      ),
    },
    {
      name: 'no one is a contact',
      files: districtFiles({ ...DISTRICT, reachable: 0 }),
    },
  ];
}

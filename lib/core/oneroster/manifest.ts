import {
  fileIssue,
  shownValue,
  type FileIssue,
  type IssueCode,
  type IssueParams,
} from '@/lib/core/issues';
import { nearestFileName, ONEROSTER_1_2_FILE_NAMES } from './file-names';
import { FILE_SPECS, MANIFEST_FILE_NAME, type FileMode, type FileSpec } from './files';

export interface ParsedManifest {
  /** False: nothing of the delivery can be read. */
  ok: boolean;
  /** By file name, for every file of the standard except the manifest itself. */
  modes: Record<string, FileMode>;
  systemName: string | null;
  issues: FileIssue[];
}

/** How each file is to be read; null of a manifest that is not there or cannot be relied on. */
export function modesOf(manifest: ParsedManifest | null): Record<string, FileMode> | null {
  return manifest?.ok ? manifest.modes : null;
}

/** A set of OneRoster 1.2, by what its manifest names. */
export function isOfLaterVersion({ issues }: ParsedManifest): boolean {
  return issues.some(
    ({ code, value }) =>
      code === 'ONEROSTER_1_2' ||
      (code === 'ONEROSTER_VERSION_UNSUPPORTED' && /1\.2/.test(value ?? '')),
  );
}

const DATA_FILES = FILE_SPECS.filter((spec) => spec.fileName !== MANIFEST_FILE_NAME);
const MODES: readonly FileMode[] = ['absent', 'bulk', 'delta'];
const KNOWN_OTHERS: ReadonlySet<string> = new Set([
  'manifest.version',
  'oneroster.version',
  'source.systemname',
  'source.systemcode',
]);

interface Property {
  name: string;
  value: string;
  line: number;
}

/** Reads manifest.csv, header included. A file it does not name counts as absent: absence never removes anybody. */
export function parseManifest(rows: string[][]): ParsedManifest {
  const issues: FileIssue[] = [];
  const modes: Record<string, FileMode> = Object.fromEntries(
    DATA_FILES.map((spec) => [spec.fileName, 'absent' as const]),
  );
  const say = (code: IssueCode, params: IssueParams = {}, property: Property | null = null) => {
    issues.push(
      fileIssue(code, MANIFEST_FILE_NAME, {
        line: property?.line ?? null,
        value: property ? shownValue(property.value) : null,
        params: property ? { property: shownValue(property.name), ...params } : params,
      }),
    );
  };

  const properties = readProperties(rows, say);
  if (properties === null) return { ok: false, modes, systemName: null, issues };
  const byName = uniqueProperties(properties, say);

  const supported = checkVersions(byName, say);
  if (supported) {
    for (const spec of DATA_FILES) {
      modes[spec.fileName] = readMode(spec, byName.get(spec.manifestProperty.toLowerCase()), say);
    }
    for (const [key, property] of byName) {
      if (
        KNOWN_OTHERS.has(key) ||
        DATA_FILES.some((spec) => spec.manifestProperty.toLowerCase() === key)
      )
        continue;
      const fileName = `${property.name.replace(/^file\./i, '')}.csv`;
      if (ONEROSTER_1_2_FILE_NAMES.has(fileName) && property.value.toLowerCase() !== 'absent') {
        say('ONEROSTER_1_2', { found: property.name }, property);
      } else {
        say('MANIFEST_PROPERTY_UNKNOWN', {}, property);
      }
    }
  }

  const systemName = byName.get('source.systemname')?.value ?? '';
  return {
    ok: supported && !issues.some(({ code }) => BLOCKING.has(code)),
    modes,
    systemName: systemName === '' ? null : systemName.slice(0, 200),
    issues,
  };
}

const BLOCKING: ReadonlySet<IssueCode> = new Set<IssueCode>([
  'MANIFEST_REQUIRED_ROW_MISSING',
  'MANIFEST_ROW_TWICE',
  'MANIFEST_MODE_UNKNOWN',
  'ONEROSTER_1_2',
]);

type Say = (code: IssueCode, params?: IssueParams, property?: Property | null) => void;

function readProperties(rows: string[][], say: Say): Property[] | null {
  const lines = rows
    .map((cells, index) => ({ cells: cells.map(cleanCell), line: index + 1 }))
    .filter(({ cells }) => cells.some((cell) => cell !== ''));
  const [first] = lines;
  if (!first) {
    say('MANIFEST_UNREADABLE');
    return null;
  }
  const header = first.cells.filter((cell) => cell !== '').join(',');
  const folded = header.toLowerCase().replace(/\s/g, '');
  const hasHeader = !/^(?:manifest|oneroster|file|source)\./.test(folded);
  if (hasHeader && !/^propertyname,(?:property)?value$/.test(folded)) {
    say('MANIFEST_UNREADABLE');
    return null;
  }
  if (header !== 'propertyName,value') {
    say('MANIFEST_HEADER', {}, { name: '', value: header, line: first.line });
  }
  return (hasHeader ? lines.slice(1) : lines)
    .map(({ cells, line }) => ({ name: cells[0] ?? '', value: cells[1] ?? '', line }))
    .filter(({ name }) => name !== '');
}

function uniqueProperties(properties: readonly Property[], say: Say): Map<string, Property> {
  const byName = new Map<string, Property>();
  for (const property of properties) {
    const key = property.name.toLowerCase();
    const before = byName.get(key);
    if (!before) byName.set(key, property);
    else if (before.value.toLowerCase() !== property.value.toLowerCase())
      say('MANIFEST_ROW_TWICE', {}, property);
  }
  return byName;
}

function checkVersions(byName: ReadonlyMap<string, Property>, say: Say): boolean {
  const manifestVersion = byName.get('manifest.version');
  if (!manifestVersion)
    say('MANIFEST_ROW_MISSING', { property: 'manifest.version', assumed: '1.0' });
  else if (manifestVersion.value !== '1.0') say('MANIFEST_VERSION', {}, manifestVersion);

  const version = byName.get('oneroster.version');
  if (!version || version.value === '') {
    say('MANIFEST_ROW_MISSING', { property: 'oneroster.version', assumed: '1.1' });
    return true;
  }
  if (version.value === '1.1') return true;
  const spelling = version.value.toLowerCase().replace(/^v/, '').replace('p', '.');
  if (/^1\.1(?:\.[01])?$/.test(spelling)) {
    say('ONEROSTER_VERSION_SPELLING', {}, version);
    return true;
  }
  say('ONEROSTER_VERSION_UNSUPPORTED', {}, version);
  return false;
}

function readMode(spec: FileSpec, property: Property | undefined, say: Say): FileMode {
  if (!property) {
    if (spec.required) say('MANIFEST_REQUIRED_ROW_MISSING', { property: spec.manifestProperty });
    else say('MANIFEST_ROW_MISSING', { property: spec.manifestProperty, assumed: 'absent' });
    return 'absent';
  }
  const mode = MODES.find((known) => known === property.value.toLowerCase());
  if (mode !== undefined) {
    if (mode !== property.value) say('MANIFEST_MODE_CASE', {}, property);
    return mode;
  }
  say(spec.entity === null ? 'MANIFEST_MODE_LEFT_ASIDE' : 'MANIFEST_MODE_UNKNOWN', {}, property);
  return 'absent';
}

function cleanCell(cell: string): string {
  return cell.replace(/^(?:\ufeff|\u00ef\u00bb\u00bf)/, '').trim();
}

/** Holds the manifest against the files that arrived. Names are compared exactly; others are told with the right one. */
export function checkPackage(
  manifest: ParsedManifest,
  presentFileNames: readonly string[],
): FileIssue[] {
  const issues: FileIssue[] = [];
  const counts = new Map<string, number>();
  for (const name of presentFileNames) counts.set(name, (counts.get(name) ?? 0) + 1);

  /** File of the standard → a delivered name that is close to it. */
  const closeTo = new Map<string, string>();
  for (const [name, count] of counts) {
    if (count > 1) issues.push(fileIssue('FILE_TWICE', shownValue(name), { params: { count } }));
    const { kind, fileName } = nearestFileName(name);
    if (fileName !== null && kind !== 'exact' && kind !== 'temporary') closeTo.set(fileName, name);
    const issue = nameIssue(name, kind, fileName);
    if (issue) issues.push(issue);
  }

  const declared = DATA_FILES.filter(
    (spec) => (manifest.modes[spec.fileName] ?? 'absent') !== 'absent',
  );
  const hasDelta = declared.some((spec) => manifest.modes[spec.fileName] === 'delta');
  const rowsMissing = new Set(
    manifest.issues
      .filter(
        ({ code }) => code === 'MANIFEST_REQUIRED_ROW_MISSING' || code === 'MANIFEST_MODE_UNKNOWN',
      )
      .map(({ params }) => params.property),
  );
  if (declared.length === 0 && rowsMissing.size === 0) {
    issues.push(fileIssue('NOTHING_DECLARED', MANIFEST_FILE_NAME));
  }

  for (const spec of DATA_FILES) {
    const { fileName, entity, required } = spec;
    const mode = manifest.modes[fileName] ?? 'absent';
    const isPresent = counts.has(fileName);
    if (mode !== 'absent' && isPresent && entity === null) {
      issues.push(fileIssue('FILE_LEFT_ASIDE', fileName));
    } else if (mode !== 'absent' && !isPresent && entity !== null) {
      const near = closeTo.get(fileName);
      issues.push(
        fileIssue('FILE_MISSING', fileName, {
          params: { mode, ...(near === undefined ? {} : { near: shownValue(near) }) },
        }),
      );
    } else if (mode === 'absent' && isPresent && !rowsMissing.has(spec.manifestProperty)) {
      issues.push(fileIssue('FILE_DECLARED_ABSENT', fileName));
    }
    if (
      mode === 'absent' &&
      required &&
      declared.length > 0 &&
      !rowsMissing.has(spec.manifestProperty)
    ) {
      // A package of changes may leave out what has not changed; a full copy has to be whole.
      issues.push(fileIssue(hasDelta ? 'FILE_UNCHANGED' : 'REQUIRED_FILE_ABSENT', fileName));
    }
  }
  return issues;
}

function nameIssue(
  name: string,
  kind: ReturnType<typeof nearestFileName>['kind'],
  fileName: string | null,
): FileIssue | null {
  const file = shownValue(name);
  const expected = fileName === null ? {} : { params: { expected: fileName } };
  switch (kind) {
    case 'exact':
    case 'zip':
      return null;
    case 'wrong-case':
      return fileIssue('FILE_NAME_CASE', file, expected);
    case 'in-folder':
      return fileIssue(fileName === null ? 'FILE_UNKNOWN' : 'FILE_IN_FOLDER', file, expected);
    case 'near':
      return fileIssue('FILE_NAME_NEAR', file, expected);
    case 'temporary':
      return fileIssue('FILE_NAME_TEMPORARY', file, expected);
    case 'unknown':
      return ONEROSTER_1_2_FILE_NAMES.has(name)
        ? fileIssue('ONEROSTER_1_2', file, { params: { found: file } })
        : fileIssue('FILE_UNKNOWN', file);
  }
}

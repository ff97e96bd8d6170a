export * from './clean-line';
export * from './current-member';
export * from './file-names';
export * from './files';
export * from './fold-name';
export * from './grades';
export * from './header';
export * from './mail-address';
export * from './main-school';
export * from './manifest';
export * from './phone';
export * from './placeholder';
export * from './reachable';
export * from './references';
export * from './row';
export {
  PLACEHOLDER_COURSE,
  type CellValue,
  type RowIssue,
  type RowSettings,
} from './row/row-state';
export * from './row-content';

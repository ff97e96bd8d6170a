export * from './file-names';
export * from './files';
export * from './fold-name';
export * from './grades';
export * from './header';
export * from './manifest';
export * from './references';
export * from './row';

export * from './files';
export * from './fold-name';
export * from './grades';
export * from './header';
export * from './references';
export * from './row';

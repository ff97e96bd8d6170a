export * from './catalog';
export * from './count-problems';
export * from './issue-groups';
export * from './levels';
export * from './mask';
export * from './sentences';
export * from './stored';
export * from './types';

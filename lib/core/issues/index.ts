export * from './catalog';
export * from './count-problems';
export * from './levels';
export * from './mask';
export * from './nearest';
export * from './sentences';
export * from './stored';
export * from './types';

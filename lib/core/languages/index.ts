export * from './code-sets';
export * from './mapper';
export * from './types';

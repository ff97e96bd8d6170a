export * from './catalog';
export * from './mask';
export * from './types';
export * from './nearest';

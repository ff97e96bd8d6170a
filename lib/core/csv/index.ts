export * from './parse-lines';
export * from './write';

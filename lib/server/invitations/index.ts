export * from './commands';
export * from './other-contact';

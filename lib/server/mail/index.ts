export * from './messages';
export * from './outbox';
export { sendDueMail } from './send';

export * from './messages';
export * from './review-messages';
export * from './review-recipients';
export * from './outbox';
export { sendDueMail } from './send';

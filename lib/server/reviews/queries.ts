// What a reviewer reads before deciding, by topic. Deciding itself is another file's work.
export * from './queue';
export * from './reasons';
export * from './review-detail';
export * from './sizes';

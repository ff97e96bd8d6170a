/** The files TalkingPoints asks of every district; demographics only when the manifest says so. */
export const requiredFileNames = [
  'academicSessions.csv',
  'classes.csv',
  'courses.csv',
  'enrollments.csv',
  'manifest.csv',
  'orgs.csv',
  'users.csv',
] as const;

/** "users.csv", "orgs.csv and users.csv", "classes.csv, orgs.csv and users.csv" */
export function fileList(names: readonly string[]): string {
  if (names.length < 2) return names.join('');
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
